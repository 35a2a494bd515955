-- grain: one row a user and day of use. As strain grows, users drop out one after the other and the rest come less often
with
present as (
  select
    walk.n, walk.customer_id, walk.from_day, walk.to_day, walk.start_day,
    account_user.user_id, account_user.user_number,
    (512 * least(0.9, account_user.pace * 0.5 * (1 - 0.55 * walk.strain - 0.42 * walk.strain ** 6)))::integer as weekday_chance,
    16 * account_user.pace * (1 - 0.5 * walk.strain - 0.4 * walk.strain ** 5) as volume,
    -- seven slices of nine bits: one for each day of the week
    (hash(xor((walk.i * 256 + 60) * 4096 + walk.step * 16 + account_user.user_number, getvariable('seed'))) >> 1)::bigint as draw
  from walk
  join account_user using (n)
  where account_user.reluctance < 1.1 - walk.strain
),

days as (
  select
    *,
    unnest(list_filter([0, 1, 2, 3, 4, 5, 6],
      lambda d: ((draw >> (9 * d)) & 511) < case when d < 5 then weekday_chance else weekday_chance // 8 end)) as d
  from present
)

select
  customer_id,
  user_id,
  as_date(start_day + d) as date,
  1 + floor(volume * (0.3 + ((draw >> (9 * ((d + 3) % 7))) & 511) / 366.0))::integer as events
from days
where start_day + d between from_day and to_day
order by n, user_number, start_day + d

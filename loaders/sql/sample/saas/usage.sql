-- grain: one row a user and day of use. As strain grows, users drop out one after the other and the rest come less often
with
users as (
  select *, unnest(range(users)) as user_number from account_week
),

present as (
  select
    n, customer_id, user_number, start_day, from_day, to_day, weekday_chance, volume,
    -- seven slices of nine bits: one for each day of the week
    (hash(xor((i * 256 + 60) * 4096 + step * 16 + user_number, getvariable('seed'))) >> 1)::bigint as draw
  from users
  -- the first user is the last to go
  where user_number = 0 or uniform(i, 43, user_number) < 1.1 - strain
),

days as (
  select *, unnest([0, 1, 2, 3, 4, 5, 6]) as d from present
)

select
  customer_id,
  'u' || (user_number + 1) as user_id,
  as_date(start_day + d) as date,
  1 + floor(volume * (0.3 + ((draw >> (9 * ((d + 3) % 7))) & 511) / 366.0))::integer as events
from days
where ((draw >> (9 * d)) & 511) < case when d < 5 then weekday_chance else weekday_chance // 8 end
  and start_day + d between from_day and to_day
-- one number sorts 36 million rows far faster than three columns do
order by (n * 4096 + start_day + d) * 16 + user_number

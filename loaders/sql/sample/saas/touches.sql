-- grain: one row an account, day and kind of contact
with
drawn as (
  select
    i, customer_id, step, strain, from_day, to_day, start_day,
    unnest(['csm_contact', 'doc_view', 'training']) as kind,
    unnest([0, 1, 2]) as kind_number,
    unnest([0.3 * (1 - 0.75 * strain), 0.55 * (1 - 0.9 * strain), 0.04 * (1 - 0.9 * strain)]) as chance
  from account_week
),

happened as (
  select *, start_day + floor(5 * uniform(i, 80 + kind_number, step) / chance)::integer as day
  from drawn
  where uniform(i, 80 + kind_number, step) < chance
)

select
  customer_id,
  as_date(day) as date,
  kind,
  case when kind = 'doc_view' then 1 + floor(40 * (1 - strain) * uniform(i, 85, step))::integer else 1 end as count
from happened
where day between from_day and to_day

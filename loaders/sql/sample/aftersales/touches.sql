-- grain: one row an owner, day and kind: contacts with the advisor as part of ordinary business
with
drawn as (
  select *, start_day + floor(uniform(i, 80, step) * 28)::integer as day
  from owner_step
  where uniform(i, 81, step) < 0.72 * (1 - 0.8 * strain)
)

select
  customer_id,
  as_date(day) as date,
  'advisor_contact' as kind,
  1 + floor(3 * (1 - strain) * uniform(i, 82, step))::integer as count
from drawn
where day between from_day and to_day
order by n * 4096 + day

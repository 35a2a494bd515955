-- grain: one row a customer and kept Monday: the exact chance of ending within the horizon, 30 and 90 days if left alone
with
mondays as (
  select day, j::integer as j, (day - 7 * j)::integer as start_day
  from truth_days
  cross join range(getvariable('weeks_per_step')) as weeks(j)
)

select
  walk.customer_id,
  as_date(mondays.day) as as_of,
  chain_risk.p as p_true,
  chain_risk.p30 as p30_true,
  chain_risk.p90 as p90_true
from walk
join mondays using (start_day)
join chain_risk on walk.class = chain_risk.class and walk.level = chain_risk.level and mondays.j = chain_risk.j
where mondays.day between walk.from_day and walk.to_day
order by walk.n * 4096 + mondays.day

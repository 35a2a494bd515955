-- grain: one row a customer and kept Monday: the exact chance of ending within the horizon, 30 and 90 days if left alone
with
mondays as (
  select
    n, customer_id, class, level, from_day, to_day,
    unnest(range(getvariable('weeks_per_step'))) as j,
    start_day + 7 * unnest(range(getvariable('weeks_per_step'))) as day
  from walk
)

select
  mondays.customer_id,
  as_date(mondays.day) as as_of,
  chain_risk.p as p_true,
  chain_risk.p30 as p30_true,
  chain_risk.p90 as p90_true
from mondays
join truth_days using (day)
join chain_risk using (class, level, j)
where mondays.day between mondays.from_day and mondays.to_day
order by mondays.n, mondays.day

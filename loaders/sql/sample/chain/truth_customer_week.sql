-- grain: one row a customer and scored Monday: the exact chance of ending within the horizon if left alone
select
  walk.customer_id,
  as_date(walk.start_day + 7 * weeks.j) as as_of,
  chain_risk.p[weeks.j + 1] as p_true,
  chain_risk.p30[weeks.j + 1] as p30_true,
  chain_risk.p90[weeks.j + 1] as p90_true
from walk
join customer using (n)
join chain_risk on chain_risk.class = customer.class and chain_risk.level = walk.level
cross join range(getvariable('weeks_per_step')) as weeks(j)
join truth_days on truth_days.day = walk.start_day + 7 * weeks.j
where truth_days.day >= customer.started_day
  and (customer.ended_day is null or customer.ended_day > truth_days.day)
order by walk.n, truth_days.day

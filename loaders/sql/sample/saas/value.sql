-- grain: one row an account and day of scoring, every four weeks; now and then left out
select
  customer_id,
  as_date(start_day) as date,
  round(greatest(0, least(100, 82 - 34 * strain - 30 * strain ** 6 + 9 * gaussian(i, 90, step))), 0) as value_score
from account_week
where step % 4 = value_week
  and start_day between from_day and to_day
  and uniform(i, 92, step) > 0.08
order by n * 4096 + start_day

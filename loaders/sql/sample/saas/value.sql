-- grain: one row an account and day of scoring, every four weeks; now and then left out
select
  walk.customer_id,
  as_date(walk.start_day) as date,
  round(greatest(0, least(100, 82 - 34 * walk.strain - 30 * walk.strain ** 6 + 9 * gaussian(walk.i, 90, walk.step))), 0) as value_score
from walk
join profile using (n)
where walk.step % 4 = profile.value_week
  and walk.start_day between walk.from_day and walk.to_day
  and uniform(walk.i, 92, walk.step) > 0.08
order by walk.n, walk.step

-- grain: one row an owner and day on which the app was opened: at most one a week
with
weeks as (
  select
    walk.n, walk.i, walk.customer_id, walk.from_day, walk.to_day, walk.start_day, walk.step,
    profile.app_pace * (1 - 0.95 * walk.strain) ** 1.2 as activity,
    unnest(range(4)) as week
  from walk
  join profile using (n)
  where walk.to_day >= getvariable('first_day')
),

drawn as (
  select
    *,
    start_day + 7 * week + floor(uniform(i, 70, step * 4 + week) * 7)::integer as day,
    uniform(i, 71, step * 4 + week) as u_sessions
  from weeks
  where uniform(i, 72, step * 4 + week) < 1 - exp(-1.5 * activity)
)

select
  customer_id,
  as_date(day) as date,
  1 + floor(2.2 * activity * (0.4 + 1.2 * u_sessions))::integer as sessions
from drawn
where day between from_day and to_day
order by n, day

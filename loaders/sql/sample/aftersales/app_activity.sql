-- grain: one row an owner and day on which the app was opened: at most one a week
with
active as (
  select
    walk.n, walk.i, walk.customer_id, walk.from_day, walk.to_day, walk.start_day, walk.step,
    profile.app_pace * (1 - 0.95 * walk.strain) as activity,
    1 - exp(-1.3 * activity) as chance
  from walk
  join profile using (n)
  where walk.to_day >= getvariable('first_day')
),

weeks as (
  select *, unnest([0, 1, 2, 3]) as week from active
),

-- given that it is below `chance`, one draw holds two more: the day, and within the day the number of sessions
opened as (
  select
    n, customer_id, from_day, to_day, activity,
    start_day + 7 * week as monday,
    7 * uniform(i, 70, step * 4 + week) / chance as place
  from weeks
  where uniform(i, 70, step * 4 + week) < chance
)

select
  customer_id,
  as_date(monday + floor(place)::integer) as date,
  1 + floor(4 * activity * (0.6 + 0.8 * (place - floor(place))))::integer as sessions
from opened
where monday + floor(place) between from_day and to_day
order by n, monday

-- grain: one row an owner and day on which the app was opened: at most one a week
with
weeks as (
  select n, i, customer_id, step, start_day, from_day, to_day, activity, chance, unnest([0, 1, 2, 3]) as week from owner_step
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
-- one number sorts millions of rows far faster than two columns do
order by n * 4096 + monday + floor(place)::integer

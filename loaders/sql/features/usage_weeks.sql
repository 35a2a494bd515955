-- grain: one row a customer and seven days in which somebody was active, ending on the weekday of some row of weeks(as_of)
-- made once for all of a run's weeks; each reads the nine that end on its own weekday
with
weekdays as (
  select distinct date_diff('day', date '1970-01-01', as_of) % 7 as weekday from weeks
),

span as (
  select min(as_of) - 63 as after_on, max(as_of) as until_on from weeks
),

user_days as (
  select
    usage.customer_id,
    usage.date,
    usage.events,
    ((weekdays.weekday - date_diff('day', date '1970-01-01', usage.date) % 7 + 7) % 7)::integer as days_left
  from staging.usage as usage
  cross join weekdays
  cross join span
  where usage.events > 0 and usage.date > span.after_on and usage.date <= span.until_on
)

select
  customer_id,
  date + days_left as week_on,
  -- a user's days are unique: a key that came twice was set aside
  count(*) as user_days,
  bit_or(1 << days_left) as day_bits,
  sum(events)::bigint as events,
  sum(case when days_left < 2 then events else 0 end)::bigint as events_of_2_days,
  sum(case when days_left < 4 then events else 0 end)::bigint as events_of_4_days,
  max(date) as last_on
from user_days
group by customer_id, date + days_left

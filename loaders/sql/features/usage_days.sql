-- grain: one row a day of use and weekday that some row of weeks(as_of) falls on: which seven days ending on that weekday the day belongs to
-- looked up by every row of use: working it out anew for each takes three times as long
with
weekdays as (
  select distinct date_diff('day', date '1970-01-01', as_of) % 7 as weekday from weeks
),

span as (
  select min(as_of) - 63 as after_on, max(as_of) as until_on from weeks
),

used_on as (
  select date from staging.usage union select date from staging.feature_usage
),

days as (
  select used_on.date
  from used_on
  cross join span
  where used_on.date > span.after_on and used_on.date <= span.until_on
),

placed as (
  select
    days.date,
    weekdays.weekday,
    (weekdays.weekday - date_diff('day', date '1970-01-01', days.date) % 7 + 7) % 7 as days_left,
    (date_diff('day', date '1970-01-01', days.date) - weekdays.weekday + 6) // 7 as week
  from days
  cross join weekdays
)

select
  date,
  weekday,
  date + days_left::integer as week_on,
  days_left < 2 as is_of_last_2,
  days_left < 4 as is_of_last_4,
  1::bigint << days_left as day_bit,
  -- 52 weeks to a number
  week // 52 as year,
  1::bigint << (week % 52) as week_bit
from placed

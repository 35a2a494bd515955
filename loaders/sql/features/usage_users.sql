-- grain: one row a customer, user, weekday that some row of weeks(as_of) falls on, and 56 weeks ending on it
-- Bits of the weeks in which the user was active, the oldest of them bit 4: bits 0 to 3 repeat the four weeks before, so that
-- a week and the month that ends with it lie in one number. Made once for all of a run's weeks.
with
weekdays as (
  select distinct date_diff('day', date '1970-01-01', as_of) % 7 as weekday from weeks
),

span as (
  select min(as_of) - 35 as after_on, max(as_of) as until_on from weeks
),

user_days as (
  select
    usage.customer_id,
    usage.user_id,
    weekdays.weekday,
    (date_diff('day', date '1970-01-01', usage.date) - weekdays.weekday + 6) // 7 as week,
    (weekdays.weekday - date_diff('day', date '1970-01-01', usage.date) % 7 + 7) % 7 as days_left
  from staging.usage as usage
  cross join weekdays
  cross join span
  where usage.events > 0 and usage.date > span.after_on and usage.date <= span.until_on
),

years as (
  select
    customer_id,
    user_id,
    weekday,
    week // 56 as year,
    bit_or(1::bigint << (week % 56)) as weeks,
    bit_or(case when days_left < 2 then 1::bigint << (week % 56) else 0::bigint end) as week_ends
  from user_days
  group by customer_id, user_id, weekday, week // 56
),

overlapping as (
  select customer_id, user_id, weekday, year, weeks << 4 as weeks, week_ends << 4 as week_ends from years
  union all
  select customer_id, user_id, weekday, year + 1, weeks >> 52, week_ends >> 52 from years where (weeks >> 52) > 0
)

select
  customer_id,
  weekday,
  year,
  bit_or(weeks) as weeks,
  bit_or(week_ends) as week_ends
from overlapping
group by customer_id, user_id, weekday, year

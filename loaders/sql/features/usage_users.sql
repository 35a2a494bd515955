-- grain: one row a customer, user, weekday that some row of weeks(as_of) falls on, and 52 weeks ending on it
-- Bits of the weeks in which the user was active, the oldest of them bit 8: bits 0 to 7 repeat the eight weeks before, so that
-- a week and the two months that end with it lie in one number. Reads usage_days; made once for all of a run's weeks.
with
years as (
  select
    usage.customer_id,
    usage.user_id,
    days.weekday,
    days.year,
    bit_or(days.week_bit) as weeks,
    bit_or(case when days.is_of_last_2 then days.week_bit else 0 end) as week_ends
  from staging.usage as usage
  join usage_days as days on days.date = usage.date
  where usage.events > 0
  group by usage.customer_id, usage.user_id, days.weekday, days.year
),

overlapping as (
  select customer_id, user_id, weekday, year, weeks << 8 as weeks, week_ends << 8 as week_ends from years
  union all
  select customer_id, user_id, weekday, year + 1, weeks >> 44, week_ends >> 44 from years where (weeks >> 44) > 0
)

select
  customer_id,
  weekday,
  year,
  bit_or(weeks) as weeks,
  bit_or(week_ends) as week_ends
from overlapping
group by customer_id, user_id, weekday, year

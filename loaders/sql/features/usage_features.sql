-- grain: one row a customer, feature, weekday that some row of weeks(as_of) falls on, and 52 weeks ending on it
-- Bits of the weeks in which the feature was used, as in usage_users; and of those in which it was on the first five, the last
-- two or the last four of their days, for windows that begin within a week. Reads usage_days; made once for all of a run's weeks.
with
years as (
  select
    feature_usage.customer_id,
    feature_usage.feature,
    days.weekday,
    days.year,
    bit_or(days.week_bit) as weeks,
    bit_or(case when days.is_of_last_2 then 0 else days.week_bit end) as first_5,
    bit_or(case when days.is_of_last_2 then days.week_bit else 0 end) as last_2,
    bit_or(case when days.is_of_last_4 then days.week_bit else 0 end) as last_4
  from staging.feature_usage as feature_usage
  join usage_days as days on days.date = feature_usage.date
  where feature_usage.events > 0
  group by feature_usage.customer_id, feature_usage.feature, days.weekday, days.year
),

overlapping as (
  select customer_id, feature, weekday, year, weeks << 8 as weeks, first_5 << 8 as first_5, last_2 << 8 as last_2, last_4 << 8 as last_4
  from years
  union all
  select customer_id, feature, weekday, year + 1, weeks >> 44, first_5 >> 44, last_2 >> 44, last_4 >> 44
  from years
  where (weeks >> 44) > 0
)

select
  customer_id,
  feature,
  weekday,
  year,
  bit_or(weeks) as weeks,
  bit_or(first_5) as first_5,
  bit_or(last_2) as last_2,
  bit_or(last_4) as last_4
from overlapping
group by customer_id, feature, weekday, year

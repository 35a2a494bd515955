-- grain: one row a customer and seven days in which somebody was active, ending on the weekday of some row of weeks(as_of)
-- reads usage_days; made once for all of a run's weeks, each of which reads the nine that end on its own weekday
select
  usage.customer_id,
  days.week_on,
  -- a user's days are unique: a key that came twice was set aside
  count(*) as user_days,
  bit_or(days.day_bit) as day_bits,
  sum(usage.events)::bigint as events,
  sum(case when days.is_of_last_2 then usage.events else 0 end)::bigint as events_of_2_days,
  sum(case when days.is_of_last_4 then usage.events else 0 end)::bigint as events_of_4_days,
  max(days.date) as last_on
from staging.usage as usage
join usage_days as days on days.date = usage.date
where usage.events > 0
group by usage.customer_id, days.week_on

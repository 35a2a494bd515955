-- grain: one row a week of weeks(as_of): its weekday, and where among the 52 weeks of a number of bits its own bit lies
-- counted as usage_days counts: the bits of usage_users and usage_features are read by it
select
  as_of,
  date_diff('day', date '1970-01-01', as_of) % 7 as weekday,
  date_diff('day', date '1970-01-01', as_of) // 7 // 52 as year,
  date_diff('day', date '1970-01-01', as_of) // 7 % 52 as place
from (select distinct as_of from weeks)

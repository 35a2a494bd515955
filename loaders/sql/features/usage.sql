-- grain: one row a customer and week
with
-- a user's days are unique: a key that came twice was set aside
in_two_months as (
  select usage.customer_id, usage.user_id, usage.date, usage.events, panel.as_of
  from staging.usage as usage
  join panel on panel.customer_id = usage.customer_id and usage.date <= panel.as_of and usage.date > panel.as_of - 60
  where usage.events > 0
    and usage.date > (select min(as_of) from panel) - 60
    and usage.date <= (select max(as_of) from panel)
),

by_day as (
  select customer_id, as_of, date, count(*) as users, sum(events) as events from in_two_months group by customer_id, as_of, date
),

by_week as (
  select
    customer_id,
    as_of,
    coalesce(sum(users) filter (date > as_of - 7), 0) / 7.0 as dau,
    count(*) filter (date > as_of - 30) as active_days_30,
    sum(events) filter (date > as_of - 30) as events_30,
    sum(events) filter (date <= as_of - 30) as events_prior_30,
    max(date) as last_active_on
  from by_day
  group by customer_id, as_of
),

by_user as (
  select customer_id, as_of, max(date) as last_on
  from in_two_months
  where date > as_of - 30
  group by customer_id, as_of, user_id
),

users_by_week as (
  select customer_id, as_of, count(*) as mau, count(*) filter (last_on > as_of - 7) as active_users_7
  from by_user
  group by customer_id, as_of
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
    panel.started_on,
    case when panel.is_settled then coalesce(users_by_week.mau, 0) else users_by_week.mau end as mau,
    case when panel.is_settled then coalesce(users_by_week.active_users_7, 0) else users_by_week.active_users_7 end as active_users_7,
    case when panel.is_settled then coalesce(by_week.dau, 0) else by_week.dau end as dau,
    case when panel.is_settled then coalesce(by_week.active_days_30, 0) else by_week.active_days_30 end as active_days_30,
    case when panel.is_settled then coalesce(by_week.events_30, 0) else by_week.events_30 end as events_30,
    case when panel.is_settled then coalesce(by_week.events_prior_30, 0) else by_week.events_prior_30 end as events_prior_30,
    by_week.last_active_on
  from panel
  left join by_week using (customer_id, as_of)
  left join users_by_week using (customer_id, as_of)
)

select
  filled.* exclude (started_on, last_active_on),
  case when mau > 0 then dau / mau end as stickiness,
  events_30 / nullif(events_prior_30, 0) - 1 as usage_trend,
  -- nobody looks further back than two months
  least(60, date_diff('day', coalesce(last_active_on, greatest(started_on, as_of - 60), as_of - 60), as_of)) as days_since_active
from filled

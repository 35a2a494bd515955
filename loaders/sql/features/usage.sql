-- grain: one row a customer and week
with
-- the user-days that some row of the panel looks at; a user's days are unique: a key that came twice was set aside
active as (
  select usage.customer_id, usage.user_id, usage.date, usage.events
  from staging.usage as usage
  semi join panel on panel.customer_id = usage.customer_id and usage.date <= panel.as_of and usage.date > panel.as_of - 60
  where usage.events > 0
    and usage.date > (select min(as_of) from panel) - 60
    and usage.date <= (select max(as_of) from panel)
),

-- before the panel's weeks are joined: a day counts for nine of them
daily as (
  select customer_id, date, count(*) as users, sum(events) as events from active group by customer_id, date
),

by_week as (
  select
    daily.customer_id,
    panel.as_of,
    coalesce(sum(daily.users) filter (daily.date > panel.as_of - 7), 0) / 7.0 as dau,
    count(*) filter (daily.date > panel.as_of - 30) as active_days_30,
    sum(daily.events) filter (daily.date > panel.as_of - 30) as events_30,
    sum(daily.events) filter (daily.date <= panel.as_of - 30) as events_prior_30,
    max(daily.date) as last_active_on
  from daily
  join panel on panel.customer_id = daily.customer_id and daily.date <= panel.as_of and daily.date > panel.as_of - 60
  group by daily.customer_id, panel.as_of
),

by_user as (
  select active.customer_id, panel.as_of, max(active.date) as last_on
  from active
  join panel on panel.customer_id = active.customer_id and active.date <= panel.as_of and active.date > panel.as_of - 30
  group by active.customer_id, panel.as_of, active.user_id
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

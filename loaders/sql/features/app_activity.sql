-- grain: one row a customer and week
with
in_window as (
  select
    activity.customer_id,
    panel.as_of,
    sum(activity.sessions) filter (activity.date > panel.as_of - 30) as app_sessions_30,
    sum(activity.sessions) filter (activity.date > panel.as_of - 90) as app_sessions_90,
    max(activity.date) filter (activity.sessions > 0) as last_session_on
  from staging.app_activity as activity
  join panel on panel.customer_id = activity.customer_id and activity.date <= panel.as_of and activity.date > panel.as_of - 365
  group by activity.customer_id, panel.as_of
)

select
  panel.customer_id,
  panel.as_of,
  case when panel.is_settled then coalesce(in_window.app_sessions_30, 0) else in_window.app_sessions_30 end as app_sessions_30,
  case when panel.is_settled then coalesce(in_window.app_sessions_90, 0) else in_window.app_sessions_90 end as app_sessions_90,
  -- nobody looks further back than a year; a customer who never opened the app counts from the start
  date_diff('day', coalesce(in_window.last_session_on, greatest(panel.started_on, panel.as_of - 365), panel.as_of - 365), panel.as_of) as days_since_app
from panel
left join in_window using (customer_id, as_of)

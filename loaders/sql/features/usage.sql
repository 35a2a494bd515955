-- grain: one row a customer and week
-- reads panel, usage_weeks, usage_users, usage_places
with
by_week as (
  select
    panel.customer_id,
    panel.as_of,
    -- sums of whole doubles are exact up to 2^53, and cheaper than those of 128 bits
    coalesce(sum(case when weeks.week_on = panel.as_of then weeks.user_days::double end), 0) / 7.0 as dau,
    -- 30 days are four weeks and the last two days of the fifth; 60 are eight and the last four of the ninth
    coalesce(
      sum(
        case
          when weeks.week_on > panel.as_of - 28 then bit_count(weeks.day_bits)::double
          when weeks.week_on = panel.as_of - 28 then bit_count(weeks.day_bits & 3)::double
        end
      ),
      0
    )::bigint as active_days_30,
    sum(
      case
        when weeks.week_on > panel.as_of - 28 then weeks.events::double
        when weeks.week_on = panel.as_of - 28 then weeks.events_of_2_days::double
      end
    )::bigint as events_30,
    sum(
      case
        when weeks.week_on > panel.as_of - 28 then null
        when weeks.week_on = panel.as_of - 28 then (weeks.events - weeks.events_of_2_days)::double
        when weeks.week_on = panel.as_of - 56 then weeks.events_of_4_days::double
        else weeks.events::double
      end
    )::bigint as events_prior_30,
    max(weeks.last_on) as last_active_on
  from usage_weeks as weeks
  join panel
    on panel.customer_id = weeks.customer_id and weeks.week_on <= panel.as_of and weeks.week_on > panel.as_of - 63
  where weeks.week_on > (select min(as_of) from panel) - 63
    and weeks.week_on <= (select max(as_of) from panel)
    and date_diff('day', weeks.week_on, panel.as_of) % 7 = 0
  group by panel.customer_id, panel.as_of
  -- in the ninth week, but not in 60 days
  having max(weeks.last_on) > panel.as_of - 60
),

users_by_week as (
  select
    panel.customer_id,
    panel.as_of,
    count(*) filter (((users.weeks >> (places.place + 5)) & 15) > 0 or ((users.week_ends >> (places.place + 4)) & 1) > 0) as mau,
    count(*) filter (((users.weeks >> (places.place + 8)) & 1) > 0) as active_users_7
  from panel
  join usage_places as places on places.as_of = panel.as_of
  join usage_users as users
    on users.customer_id = panel.customer_id and users.weekday = places.weekday and users.year = places.year
  group by panel.customer_id, panel.as_of
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
    panel.started_on,
    case when panel.is_settled then coalesce(users_by_week.mau, 0) else nullif(users_by_week.mau, 0) end as mau,
    case when panel.is_settled then coalesce(users_by_week.active_users_7, 0)
      when users_by_week.mau > 0 then users_by_week.active_users_7 end as active_users_7,
    case when panel.is_settled then coalesce(by_week.dau, 0) else by_week.dau end as dau,
    case when panel.is_settled then coalesce(by_week.active_days_30, 0) else by_week.active_days_30 end as active_days_30,
    case when panel.is_settled then coalesce(by_week.events_30, 0) else nullif(by_week.events_30, 0) end as events_30,
    case when panel.is_settled then coalesce(by_week.events_prior_30, 0) else nullif(by_week.events_prior_30, 0) end as events_prior_30,
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

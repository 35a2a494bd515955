-- grain: one row a customer and week; a feature is used when it has an event in the last 30 days
with
offered as (
  select
    nullif(count(*), 0) as features_all,
    nullif(count(*) filter (is_core), 0) as core_all
  from staging.features
),

used as (
  select
    feature_usage.customer_id,
    panel.as_of,
    feature_usage.feature,
    max(feature_usage.date) > panel.as_of - 30 as is_current,
    min(feature_usage.date) <= panel.as_of - 30 as is_prior
  from staging.feature_usage as feature_usage
  join panel on panel.customer_id = feature_usage.customer_id and feature_usage.date <= panel.as_of and feature_usage.date > panel.as_of - 60
  where feature_usage.events > 0
  group by feature_usage.customer_id, panel.as_of, feature_usage.feature
),

by_week as (
  select
    used.customer_id,
    used.as_of,
    count(*) filter (used.is_current) as features_used_30,
    count(*) filter (used.is_current and features.is_core) as core_used_30,
    count(*) filter (used.is_prior) as features_used_prior_30,
    list(used.feature order by used.feature) filter (used.is_current and features.is_high_value) as high_value_used
  from used
  join staging.features as features using (feature)
  group by used.customer_id, used.as_of
),

high_value as (
  select list(feature order by feature) filter (is_high_value) as names from staging.features
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
    case when panel.is_settled then coalesce(by_week.features_used_30, 0) else by_week.features_used_30 end as features_used_30,
    case when panel.is_settled then coalesce(by_week.core_used_30, 0) else by_week.core_used_30 end as core_used_30,
    case when panel.is_settled then coalesce(by_week.features_used_prior_30, 0) else by_week.features_used_prior_30 end as features_used_prior_30,
    -- nothing is known to be unused before the thirtieth day; where none is of high value, none is unused
    case when panel.is_settled or by_week.customer_id is not null
      then list_filter(coalesce(high_value.names, []), lambda name: not list_contains(coalesce(by_week.high_value_used, []), name))
    end as unused
  from panel
  left join by_week using (customer_id, as_of)
  cross join high_value
)

select
  filled.* exclude (unused, features_used_prior_30),
  offered.features_all,
  offered.core_all,
  filled.features_used_30 / offered.features_all as feature_share,
  filled.core_used_30 / offered.core_all as core_share,
  filled.features_used_30 - filled.features_used_prior_30 as features_change,
  len(filled.unused) as high_value_unused_count,
  list_aggregate(filled.unused, 'string_agg', ', ') as high_value_unused
from filled
cross join offered

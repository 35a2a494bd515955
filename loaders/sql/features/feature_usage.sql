-- grain: one row a customer and week; a feature is used when it has an event in the last 30 days
with
listed as (
  -- a bit a feature: different features are counted without a distinct count
  select feature, is_core, is_high_value, place,
    set_bit(repeat('0', features_all::integer)::bit, place, 1) as bit
  from (
    select features.*, count(*) over () as features_all, (row_number() over (order by feature) - 1)::integer as place
    from staging.features as features
  )
),

offered as (
  select
    nullif(count(*), 0) as features_all,
    nullif(count(*) filter (is_core), 0) as core_all,
    count(*) filter (is_high_value) as high_value_all,
    list_aggregate(list(feature order by feature) filter (is_high_value), 'string_agg', ', ') as high_value_names
  from staging.features
),

by_week as (
  select
    feature_usage.customer_id,
    panel.as_of,
    coalesce(bit_count(bit_or(listed.bit) filter (feature_usage.date > panel.as_of - 30)), 0) as features_used_30,
    coalesce(bit_count(bit_or(listed.bit) filter (feature_usage.date > panel.as_of - 30 and listed.is_core)), 0) as core_used_30,
    coalesce(bit_count(bit_or(listed.bit) filter (feature_usage.date <= panel.as_of - 30)), 0) as features_used_prior_30,
    bit_or(listed.bit) filter (feature_usage.date > panel.as_of - 30 and listed.is_high_value) as high_value_used
  from staging.feature_usage as feature_usage
  join panel on panel.customer_id = feature_usage.customer_id and feature_usage.date <= panel.as_of and feature_usage.date > panel.as_of - 60
  join listed using (feature)
  where feature_usage.events > 0
  group by feature_usage.customer_id, panel.as_of
),

-- few among all the rows: names are put together once for each
used_sets as (
  select distinct high_value_used from by_week where high_value_used is not null
),

unused as (
  select
    used_sets.high_value_used,
    count(*) as feature_count,
    list_aggregate(list(listed.feature order by listed.feature), 'string_agg', ', ') as names
  from used_sets
  cross join listed
  where listed.is_high_value and get_bit(used_sets.high_value_used, listed.place) = 0
  group by used_sets.high_value_used
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
    case when panel.is_settled then coalesce(by_week.features_used_30, 0) else by_week.features_used_30 end as features_used_30,
    case when panel.is_settled then coalesce(by_week.core_used_30, 0) else by_week.core_used_30 end as core_used_30,
    case when panel.is_settled then coalesce(by_week.features_used_prior_30, 0) else by_week.features_used_prior_30 end as features_used_prior_30,
    by_week.high_value_used
  from panel
  left join by_week using (customer_id, as_of)
)

select
  filled.customer_id,
  filled.as_of,
  filled.features_used_30,
  filled.core_used_30,
  offered.features_all,
  offered.core_all,
  filled.features_used_30 / offered.features_all as feature_share,
  filled.core_used_30 / offered.core_all as core_share,
  filled.features_used_30 - filled.features_used_prior_30 as features_change,
  -- nothing is known to be unused before the thirtieth day; where none is of high value, none is unused
  case when filled.features_used_30 is not null then
    case when filled.high_value_used is null then offered.high_value_all else coalesce(unused.feature_count, 0) end
  end as high_value_unused_count,
  case when filled.features_used_30 is not null then
    case when filled.high_value_used is null then offered.high_value_names else unused.names end
  end as high_value_unused
from filled
left join unused using (high_value_used)
cross join offered

-- grain: one row a customer and week; a feature is used when it has an event in the last 30 days
-- reads panel, usage_features, usage_places, staging.features
with
listed as (
  -- a bit a feature: which of them are used is one value
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

used as (
  select
    panel.customer_id,
    panel.as_of,
    listed.is_core,
    listed.is_high_value,
    listed.bit,
    -- 30 days are four weeks and the last two days of the fifth; 60 are eight and the last four of the ninth
    ((used.weeks >> (places.place + 5)) & 15) > 0 or ((used.last_2 >> (places.place + 4)) & 1) > 0 as is_used,
    ((used.weeks >> (places.place + 1)) & 7) > 0
    or ((used.first_5 >> (places.place + 4)) & 1) > 0
    or ((used.last_4 >> places.place) & 1) > 0 as was_used
  from panel
  join usage_places as places on places.as_of = panel.as_of
  join usage_features as used
    on used.customer_id = panel.customer_id and used.weekday = places.weekday and used.year = places.year
  join listed using (feature)
),

by_week as (
  select
    customer_id,
    as_of,
    count(*) filter (is_used) as features_used_30,
    count(*) filter (is_used and is_core) as core_used_30,
    count(*) filter (was_used) as features_used_prior_30,
    bit_or(bit) filter (is_used and is_high_value) as high_value_used
  from used
  where is_used or was_used
  group by customer_id, as_of
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

-- grain: one row an account, feature and day: about once in four weeks while the feature is in use
select
  walk.customer_id,
  account_feature.feature,
  as_date(walk.start_day + account_feature.weekday + (walk.step // 4 + walk.n) % 2) as date,
  1 + floor(9 * (1 - 0.7 * walk.strain) * uniform(walk.i, 65, walk.step * 12 + account_feature.feature_number))::integer as events
from walk
join account_feature on walk.n = account_feature.n and walk.step % 4 = account_feature.week
where account_feature.reluctance < 1 - 0.8 * walk.strain
  and walk.start_day + account_feature.weekday + (walk.step // 4 + walk.n) % 2 between walk.from_day and walk.to_day
order by (walk.n * 4096 + walk.step) * 16 + account_feature.feature_number

-- grain: one row an account: what stays the same about it; then one row an account and week, and one row an account and feature
create or replace table profile as
select
  n, i, started_day,
  -- users are sized so that an account makes about 180 user-days in 240 days
  case segment when 'Enterprise' then 5 when 'Mid-market' then 3 else 2 end
    + floor(2.2 * uniform(i, 40, 0))::integer as users,
  case product when 'Max' then 1.15 when 'Pro' then 1 else 0.85 end * exp(0.18 * gaussian(i, 41, 0)) as pace,
  floor(uniform(i, 42, 0) * 4)::integer as value_week
from customer;

create or replace table account_week as
select
  walk.n, walk.i, walk.customer_id, walk.step, walk.start_day, walk.from_day, walk.to_day, walk.strain, profile.users, profile.value_week,
  (512 * least(0.9, profile.pace * 0.5 * (1 - 0.55 * walk.strain - 0.42 * walk.strain ** 6)))::integer as weekday_chance,
  16 * profile.pace * (1 - 0.5 * walk.strain - 0.4 * walk.strain ** 5) as volume
from walk
join profile using (n);

create or replace table offer as
select * from (values
  (0, 'alerts', false, false, 0.6),
  (1, 'api', false, true, 0.45),
  (2, 'approvals', false, false, 0.55),
  (3, 'audit_log', false, false, 0.4),
  (4, 'automation', false, true, 0.5),
  (5, 'dashboards', true, false, 0.97),
  (6, 'exports', true, false, 0.92),
  (7, 'forecasting', false, true, 0.4),
  (8, 'imports', true, false, 0.95),
  (9, 'integrations', false, true, 0.55),
  (10, 'reports', true, false, 0.96),
  (11, 'sharing', false, false, 0.7)
) as features(feature_number, feature, is_core, is_high_value, popularity);

create or replace table account_feature as
with numbered as (
  select n, i, unnest(range(12)) as feature_number from profile
)
select
  numbered.n,
  numbered.feature_number,
  offer.feature,
  -- every four weeks on about the same day; in use while this stays below 1 - .8 strain
  uniform(numbered.i, 44, numbered.feature_number) / offer.popularity as reluctance,
  floor(uniform(numbered.i, 45, numbered.feature_number) * 4)::integer as week,
  floor(uniform(numbered.i, 46, numbered.feature_number) * 6)::integer as weekday
from numbered
join offer using (feature_number);

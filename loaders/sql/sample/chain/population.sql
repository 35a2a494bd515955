-- grain: one row a simulated customer; those present from the first step are drawn from the stationary mix, the others arrive evenly
create or replace table population as
with
arrived as (
  select
    i,
    uniform(i, 1, 0) < getvariable('initial_share') as is_initial,
    case when is_initial then 0 else 1 + floor(uniform(i, 2, 0) * getvariable('last_step'))::integer end as start_step,
    floor(uniform(i, 3, 0) * getvariable('weeks_per_step'))::integer as phase,
    uniform(i, 4, 0) as u_trait,
    uniform(i, 5, 0) as u_level
  from range(getvariable('candidates')) as candidates(i)
),

with_traits as (
  select arrived.*, traits.trait, traits.class
  from arrived
  asof join traits on arrived.is_initial = traits.is_initial and arrived.u_trait >= traits.above
),

with_level as (
  select with_traits.*, entry.level
  from with_traits
  asof join entry
    on with_traits.is_initial = entry.is_initial and with_traits.class = entry.class and with_traits.u_level >= entry.above
)

select
  i,
  trait,
  class,
  level,
  phase,
  start_step,
  -- hazard starts with the customer, on any day of the first week
  case when is_initial then 0 else floor(uniform(i, 6, 0) * 7)::integer end as late_days,
  7 * (getvariable('weeks_per_step') * start_step - phase) + late_days
    - case when is_initial
      then floor(least(getvariable('oldest_tenure'), -getvariable('mean_tenure') * ln(1 - uniform(i, 7, 0))))::integer
      else 0 end as started_day
from with_level;

create or replace table state (
  i bigint, class integer, phase integer, level integer, start_step integer, late_days integer, started_day integer,
  seasons integer, last_assigned integer, protected_from integer, protected_until integer
);
create or replace table path (i bigint, step integer, level integer, end_day integer);
create or replace table lost (i bigint, end_day integer);
create or replace table assignment (
  i bigint, season integer, day integer, tier varchar, p_true double, arm varchar, is_worked boolean, delay integer,
  cost double, uplift double, responds boolean
);

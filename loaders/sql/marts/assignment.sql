-- grain: one row an intervention assigned by as_of, with its tier, the days from clock to contact, and when the customer was lost
-- reads staging.interventions, staging.customers, known_score(customer_id, as_of, tier, first_crossed_on, backfilled) and params(as_of)
with
scored as (
  select interventions.intervention_id, known_score.tier, known_score.as_of as scored_on
  from staging.interventions as interventions
  asof join known_score
    on interventions.customer_id = known_score.customer_id and interventions.assigned_on >= known_score.as_of
),

-- a clock that was reconstructed later is not what the team went by
clocked as (
  select interventions.intervention_id, own.first_crossed_on
  from staging.interventions as interventions
  asof join (select * from known_score where not backfilled) as own
    on interventions.customer_id = own.customer_id and interventions.assigned_on >= own.as_of
),

dated as (
  select
    interventions.intervention_id,
    interventions.customer_id,
    coalesce(
      interventions.tier,
      case when scored.scored_on > interventions.assigned_on - 28 then scored.tier end,
      'unknown'
    ) as tier,
    interventions.arm is not distinct from 'holdout' as is_holdout,
    case
      when interventions.arm is not distinct from 'holdout' then 'holdout'
      else coalesce(interventions.strategy, interventions.arm, 'unnamed')
    end as strategy,
    interventions.assigned_on,
    case when interventions.contacted_on <= params.as_of then interventions.contacted_on end as contacted_on,
    interventions.cost,
    coalesce(clocked.first_crossed_on, interventions.assigned_on) as clock_on,
    case when interventions.outcome = 'lost' and interventions.outcome_on <= params.as_of then interventions.outcome_on end as outcome_lost_on,
    interventions.outcome = 'lost' and interventions.outcome_on is null as is_lost_undated,
    case when customers.ended_on > interventions.assigned_on and customers.ended_on <= params.as_of then customers.ended_on end as ended_on
  from staging.interventions as interventions
  cross join params
  join staging.customers as customers using (customer_id)
  left join scored using (intervention_id)
  left join clocked using (intervention_id)
  where interventions.assigned_on <= params.as_of
)

select
  intervention_id,
  customer_id,
  tier,
  is_holdout,
  strategy,
  assigned_on,
  contacted_on,
  greatest(0, date_diff('day', clock_on, contacted_on))::integer as days,
  cost,
  coalesce(outcome_lost_on, ended_on, case when is_lost_undated then assigned_on end) as lost_on
from dated
order by assigned_on, intervention_id

-- grain: one row an intervention
select
  intervention_id,
  customer_id,
  tier,
  case when arm <> 'holdout' then arm end as strategy,
  arm,
  as_of as assigned_on,
  contacted_on,
  cost,
  outcome,
  outcome_on
from interventions
order by intervention_id

-- grain: one row an intervention: what was known to nobody when it was assigned
select
  interventions.intervention_id,
  interventions.customer_id,
  interventions.as_of as assigned_on,
  interventions.tier,
  interventions.arm,
  interventions.p_true,
  interventions.delay,
  interventions.uplift,
  interventions.responds and interventions.contacted_on is not null as responds
from interventions
order by intervention_id

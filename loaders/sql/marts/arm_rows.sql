-- grain: one row an intervention of an experiment, with what came of it after the plan's follow-up
-- reads assignment and params(as_of, follow_up_days, starts_on)
with
-- whoever is held out and reached through another assignment is contaminated all the same
elsewhere as (
  select distinct assignment.intervention_id
  from assignment
  cross join params
  join assignment as other
    on other.customer_id = assignment.customer_id and other.intervention_id != assignment.intervention_id
  where not other.is_holdout
    and other.contacted_on > assignment.assigned_on
    and other.contacted_on <= assignment.assigned_on + params.follow_up_days
)

select
  assignment.customer_id,
  assignment.tier,
  assignment.strategy as arm,
  assignment.assigned_on,
  assignment.contacted_on is not null or elsewhere.intervention_id is not null as is_contacted,
  assignment.assigned_on + params.follow_up_days <= params.as_of as is_complete,
  assignment.lost_on is null or assignment.lost_on > assignment.assigned_on + params.follow_up_days as has_stayed
from assignment
cross join params
left join elsewhere using (intervention_id)
where assignment.assigned_on >= params.starts_on and assignment.assigned_on <= params.as_of

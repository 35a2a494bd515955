-- grain: one row of totals: expected losses within 30 days with the programme as it stands, and their variance
-- reads p30(customer_id, p), assignment, responding(tier, days, share), params(as_of, horizon_days)
with
-- the share of a group that a contact keeps for a horizon; the last contact counts, the last id of a day
kept as (
  select assignment.customer_id, arg_max(responding.share, (assignment.contacted_on, assignment.intervention_id)) as share
  from assignment
  cross join params
  join responding
    on responding.tier = assignment.tier and responding.days = least(assignment.days, 400)
  where not assignment.is_holdout
    and assignment.contacted_on is not null
    and assignment.assigned_on > params.as_of - params.horizon_days
  group by assignment.customer_id
),

chances as (
  select p30.p * (1 - coalesce(kept.share, 0)) as p from p30 left join kept using (customer_id)
)

select
  -- exact sums: they do not depend on the order in which threads add
  coalesce(sum(p::decimal(38, 12)), 0)::double as heads,
  coalesce(sum((p * (1 - p))::decimal(38, 12)), 0)::double as variance
from chances

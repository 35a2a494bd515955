-- grain: one row a customer and month that was scored: the score then, and whether the customer left within 30 days
-- reads score_history(customer_id, as_of, p), staging.customers, staging.interventions, params(horizon_days, cutoff, holdout_share)
with
monthly as (
  select score_history.customer_id, score_history.as_of, score_history.p
  from score_history
  cross join params
  where score_history.as_of + 30 <= params.cutoff and score_history.p is not null
  -- the month's last week, the same for everybody: a customer's own last one would add a row for each who left in between
  qualify score_history.as_of = max(score_history.as_of) over (partition by date_trunc('month', score_history.as_of))
),

labelled as (
  select
    monthly.*,
    coalesce(customers.ended_on <= monthly.as_of + 30, false)::integer as label
  from monthly
  join staging.customers as customers using (customer_id)
  where coalesce(customers.ended_on > monthly.as_of, true)
),

-- as for training rows: a contact counts like the assignment that led to it
touched as (
  select labelled.customer_id, labelled.as_of, bool_or(interventions.arm is distinct from 'holdout') as is_treated
  from labelled
  cross join params
  join staging.interventions as interventions
    on interventions.customer_id = labelled.customer_id
    and (
      (assigned_on > labelled.as_of - params.horizon_days and assigned_on <= labelled.as_of + 30)
      or (arm is distinct from 'holdout' and contacted_on > labelled.as_of - params.horizon_days and contacted_on <= labelled.as_of + 30)
    )
  group by labelled.customer_id, labelled.as_of
)

select
  labelled.customer_id,
  labelled.as_of,
  labelled.p,
  labelled.label,
  case when touched.is_treated is null then 1.0 else 1.0 / params.holdout_share end::double as weight
from labelled
left join touched using (customer_id, as_of)
cross join params
where not coalesce(touched.is_treated, false)

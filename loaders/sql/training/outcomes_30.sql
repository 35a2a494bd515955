-- grain: one row a customer and month that was scored: the score then, and whether the customer left within 30 days
-- reads score_history(customer_id, as_of, p), staging.customers, staging.interventions, params(horizon_days, cutoff, holdout_share)
with
-- the month's last week, the same for everybody: a customer's own last one would add a row for each who left in between
taken as (
  select max(known.as_of) as as_of
  from (select distinct as_of from score_history where p is not null) as known
  cross join params
  where known.as_of + 30 <= params.cutoff
  group by date_trunc('month', known.as_of)
),

monthly as (
  select score_history.customer_id, score_history.as_of, score_history.p
  from score_history
  join taken using (as_of)
  where score_history.p is not null
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
  select interventions.customer_id, taken.as_of, bool_or(interventions.arm is distinct from 'holdout') as is_treated
  from staging.interventions as interventions
  cross join taken
  cross join params
  where (assigned_on > taken.as_of - params.horizon_days and assigned_on <= taken.as_of + 30)
    or (arm is distinct from 'holdout' and contacted_on > taken.as_of - params.horizon_days and contacted_on <= taken.as_of + 30)
  group by interventions.customer_id, taken.as_of
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

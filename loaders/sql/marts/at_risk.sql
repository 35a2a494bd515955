-- grain: one row a customer above the at-risk line this week, with its clock and whether it was reached since
with
this_week as (
  select * from score where as_of = (select max(as_of) from score) and first_crossed_on is not null
),

reached as (
  select
    this_week.customer_id,
    coalesce(bool_or(interventions.arm != 'holdout' and interventions.contacted_on between this_week.first_crossed_on - 7 and this_week.as_of), false) as is_contacted,
    coalesce(bool_or(interventions.arm = 'holdout' and interventions.assigned_on > this_week.as_of - params.season_days and interventions.assigned_on <= this_week.as_of), false) as is_holdout
  from this_week
  cross join params
  left join staging.interventions as interventions using (customer_id)
  group by this_week.customer_id
)

select
  this_week.customer_id,
  this_week.as_of,
  this_week.tier,
  this_week.p,
  customers.remaining_ltv,
  date_diff('day', this_week.first_crossed_on, this_week.as_of)::integer as days_since_crossing,
  reached.is_contacted,
  reached.is_holdout
from this_week
join staging.customers as customers using (customer_id)
join reached using (customer_id)
order by this_week.customer_id

-- grain: one row a customer of a programme tier this week, with its clock, its place in the programme and what came of it
-- reads score, staging.customers, staging.interventions and params(season_days)
with
this_week as (
  select * from score where as_of = (select max(as_of) from score) and tier in ('critical', 'high', 'medium')
),

-- what the programme did with a customer, as far as it is known today
known as (
  select
    this_week.customer_id,
    interventions.intervention_id,
    interventions.arm is not distinct from 'holdout' as is_holdout,
    interventions.assigned_on,
    case when interventions.contacted_on <= this_week.as_of then interventions.contacted_on end as contacted_on,
    case when interventions.outcome_on <= this_week.as_of then interventions.outcome end as outcome,
    -- a contact before the clock started was about something else; without a clock the season counts
    coalesce(this_week.first_crossed_on - 7, this_week.as_of - params.season_days + 1) as counts_from,
    interventions.assigned_on > this_week.as_of - params.season_days
      or coalesce(interventions.contacted_on > this_week.as_of - params.season_days, false) as is_this_season
  from this_week
  cross join params
  join staging.interventions as interventions using (customer_id)
  where interventions.assigned_on <= this_week.as_of
),

programme as (
  select
    customer_id,
    -- of several on one day the one with the last id counts, whatever order the rows are in
    -- an arm lasts: who was held out in an earlier season still is
    coalesce(bool_or(is_holdout) filter (is_this_season), arg_max(is_holdout, (assigned_on, intervention_id))) as is_holdout,
    max(contacted_on) filter (is_this_season and not is_holdout and contacted_on >= counts_from) as contacted_on,
    arg_max(outcome, (contacted_on, intervention_id)) filter (is_this_season and not is_holdout and contacted_on >= counts_from) as outcome
  from known
  group by customer_id
)

select
  this_week.customer_id,
  this_week.as_of,
  this_week.tier,
  this_week.p,
  this_week.overall as health,
  customers.remaining_ltv,
  customers.owner,
  customers.region,
  coalesce(customers.marketing_opt_out, false) as is_opted_out,
  date_diff('day', this_week.first_crossed_on, this_week.as_of)::integer as days_since_crossing,
  programme.is_holdout as assigned_holdout,
  programme.contacted_on is not null as is_contacted,
  programme.contacted_on,
  programme.outcome
from this_week
join staging.customers as customers using (customer_id)
left join programme using (customer_id)
order by this_week.customer_id

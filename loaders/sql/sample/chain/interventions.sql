-- grain: one row an intervention, with its outcome as far as it is known
create or replace table interventions as
with
dated as (
  select
    customer.n,
    customer.customer_id,
    assignment.*,
    assignment.is_worked
      and day + delay <= getvariable('as_of_day')
      and (customer.ended_day is null or customer.ended_day > day + delay) as is_contacted,
    case
      when customer.ended_day <= day + getvariable('horizon_days') then 'lost'
      when day + getvariable('horizon_days') <= getvariable('as_of_day') then 'stayed'
      else 'pending'
    end as outcome,
    customer.ended_day
  from assignment
  join customer using (i)
)
select
  'I' || lpad(n::varchar, 7, '0') || '-' || (season + 1) as intervention_id,
  customer_id,
  arm,
  as_date(day) as as_of,
  case when is_contacted then as_date(day + delay) end as contacted_on,
  case when is_contacted then cost else 0 end as cost,
  outcome,
  case outcome when 'lost' then as_date(ended_day) when 'stayed' then as_date(day + getvariable('horizon_days')) end as outcome_on,
  tier,
  p_true,
  delay,
  uplift,
  responds
from dated;

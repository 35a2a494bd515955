-- grain: one row a forecast that has come due, with what happened since, as this run's data say
-- reads made(run_id, as_of, metric, due_on, value, low, high), warehouse.score_week, staging.customers, staging.interventions, assignment and params(as_of, horizon_days)
with
due as (
  select made.* from made cross join params where made.due_on <= params.as_of
),

losses as (
  select due.run_id, due.metric, count(*) filter (customers.ended_on > due.as_of and customers.ended_on <= due.due_on) as actual
  from due
  join warehouse.score_week as scored
    on scored.run_id = due.run_id and scored.as_of = due.as_of and not scored.is_lost
  join staging.customers as customers using (customer_id)
  where due.metric in ('losses_30', 'losses')
  group by due.run_id, due.metric
),

spend as (
  select due.run_id, due.metric, coalesce(sum(interventions.cost::decimal(38, 6)), 0)::double as actual
  from due
  left join staging.interventions as interventions
    on interventions.contacted_on > due.as_of and interventions.contacted_on <= due.due_on
  where due.metric = 'spend'
  group by due.run_id, due.metric
),

followed as (
  select
    assignment.*,
    lost_on is null or lost_on > assigned_on + params.horizon_days as has_stayed
  from assignment
  cross join params
  where assignment.assigned_on + params.horizon_days <= params.as_of
),

-- those reached in the week of the forecast, less those of them who would have stayed anyway, by the year's holdout
reached as (
  select due.run_id, due.metric, followed.tier, count(*) as n, count(*) filter (followed.has_stayed) as stayed, any_value(due.as_of) as week
  from due
  join followed on followed.contacted_on > due.as_of and followed.contacted_on <= due.as_of + 7 and not followed.is_holdout
  where due.metric = 'saves'
  group by due.run_id, due.metric, followed.tier
),

unaided as (
  select reached.run_id, reached.tier, avg(followed.has_stayed::integer) as stay
  from reached
  join followed
    on followed.tier = reached.tier and followed.is_holdout
    and followed.assigned_on > reached.week - 365 and followed.assigned_on <= reached.week + 7
  group by reached.run_id, reached.tier
),

saves as (
  select reached.run_id, reached.metric,
    -- without a holdout nobody can say how many were saved
    case when count(unaided.stay) = count(*) then sum((reached.stayed - reached.n * unaided.stay)::decimal(38, 9)) end as actual
  from reached
  left join unaided on unaided.run_id = reached.run_id and unaided.tier = reached.tier
  group by reached.run_id, reached.metric
)

select
  due.as_of,
  due.metric,
  due.due_on,
  due.value,
  due.low,
  due.high,
  found.actual::double as actual,
  found.actual between due.low and due.high as is_covered
from due
join (from losses union all from spend union all from saves) as found on found.run_id = due.run_id and found.metric = due.metric
where found.actual is not null
order by due.as_of, due.metric

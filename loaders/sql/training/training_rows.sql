-- grain: one row a customer and period (month; day for every week) whose label is known and untouched by a programme: what the churn model learns from
-- reads candidate(customer_id, as_of), staging.customers, staging.interventions and params(horizon_days, since, cutoff, holdout_share, period, max_rows, seed)
with
params_row as (
  select horizon_days, since::date as since, cutoff::date as cutoff, holdout_share, period, max_rows, seed from params
),

-- the period's last week whose horizon has passed by the cut-off, the same for everybody: a customer's own last one would
-- add a row for each who left in between
taken as (
  select max(known.as_of) as as_of
  from (select distinct as_of from candidate) as known
  cross join params_row
  where known.as_of >= params_row.since and known.as_of + params_row.horizon_days <= params_row.cutoff
  group by date_trunc(params_row.period, known.as_of)
),

-- nothing that ended by then is "at risk" any more
snapshots as (
  select
    candidate.customer_id,
    candidate.as_of,
    coalesce(customers.ended_on <= candidate.as_of + params_row.horizon_days, false)::integer as label
  from candidate
  join taken on taken.as_of = candidate.as_of
  join staging.customers as customers on customers.customer_id = candidate.customer_id
  cross join params_row
  where coalesce(customers.started_on <= candidate.as_of, true)
    and coalesce(customers.ended_on > candidate.as_of, true)
),

-- What of a programme reaches the label: contacts in (as_of - horizon, as_of + horizon]. Who was assigned but not reached
-- counts as touched too: who gets reached is no longer random, and the holdout already speaks for all who were assigned.
touches as (
  select
    snapshots.customer_id,
    snapshots.as_of,
    bool_or(arm is distinct from 'holdout') as is_treated
  from snapshots
  cross join params_row
  join staging.interventions as interventions
    on interventions.customer_id = snapshots.customer_id
    and (
      (assigned_on > as_of - horizon_days and assigned_on <= as_of + horizon_days)
      or (arm is distinct from 'holdout' and contacted_on > as_of - horizon_days and contacted_on <= as_of + horizon_days)
    )
  group by all
),

untreated as (
  select
    snapshots.customer_id,
    snapshots.as_of,
    snapshots.label,
    case when touches.is_treated is null then 1.0 else 1.0 / params_row.holdout_share end::double as weight
  from snapshots
  left join touches on touches.customer_id = snapshots.customer_id and touches.as_of = snapshots.as_of
  cross join params_row
  where not coalesce(touches.is_treated, false)
),

-- The cap keeps every event while events fit into half of it, and draws the rest at random within label and weight; each
-- kept row then stands for those of its stratum that were not drawn.
strata as (
  select
    label,
    weight,
    count(*) as stratum_rows,
    sum(count(*)) over (partition by label) as label_rows,
    sum(count(*)) over () as all_rows
  from untreated
  group by label, weight
),

sized as (
  select
    strata.*,
    case
      when all_rows <= max_rows then label_rows
      -- this label's room: half of the cap, and what the other label leaves of its half
      else least(label_rows, greatest(max_rows // 2, max_rows - (all_rows - label_rows)))
    end as label_room
  from strata
  cross join params_row
),

rooms as (
  select *, least(stratum_rows, greatest(1, round(stratum_rows * label_room / label_rows)))::bigint as stratum_room from sized
),

drawn as (
  select
    untreated.customer_id,
    untreated.as_of,
    untreated.label,
    untreated.weight * rooms.stratum_rows / rooms.stratum_room as weight,
    rooms.stratum_room,
    row_number() over (
      partition by untreated.label, untreated.weight
      order by md5(concat_ws('|', params_row.seed, untreated.customer_id, untreated.as_of)), untreated.customer_id, untreated.as_of
    ) as place
  from untreated
  join rooms on rooms.label = untreated.label and rooms.weight = untreated.weight
  cross join params_row
)

select
  customer_id,
  as_of,
  label,
  weight
from drawn
where place <= stratum_room
order by customer_id, as_of

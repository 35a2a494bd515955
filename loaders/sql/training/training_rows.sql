-- grain: one row a customer and period (month; day for every week) whose label is known and untouched by a programme: what the churn model learns from
-- reads customer_week, staging.customers, staging.interventions and params(horizon_days, since, cutoff, holdout_share, period, max_rows, seed)
with
params_row as (
  select horizon_days, since::date as since, cutoff::date as cutoff, holdout_share, period, max_rows, seed from params
),

-- the period's last snapshot whose horizon has passed by the cut-off; nothing that ended by then is "at risk" any more
snapshots as (
  select
    week.customer_id,
    week.as_of,
    coalesce(customers.ended_on <= week.as_of + params_row.horizon_days, false)::integer as label
  from customer_week as week
  join staging.customers as customers using (customer_id)
  cross join params_row
  where week.as_of >= params_row.since
    and week.as_of + params_row.horizon_days <= params_row.cutoff
    and coalesce(customers.started_on <= week.as_of, true)
    and coalesce(customers.ended_on > week.as_of, true)
  -- the period's last week, the same for everybody: a customer's own last one would add a row for each who left in between
  qualify week.as_of = max(week.as_of) over (partition by date_trunc(params_row.period, week.as_of))
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
shuffled as (
  select
    untreated.*,
    row_number() over (
      partition by label, weight
      order by md5(concat_ws('|', seed, customer_id, as_of)), customer_id, as_of
    ) as place,
    count(*) over (partition by label, weight) as stratum_rows,
    count(*) over (partition by label) as label_rows,
    count(*) over () as all_rows,
    max_rows
  from untreated
  cross join params_row
),

sized as (
  select
    *,
    case
      when all_rows <= max_rows then label_rows
      -- this label's room: half of the cap, and what the other label leaves of its half
      else least(label_rows, greatest(max_rows // 2, max_rows - (all_rows - label_rows)))
    end as label_room
  from shuffled
),

drawn as (
  select *, least(stratum_rows, greatest(1, round(stratum_rows * label_room / label_rows)))::bigint as stratum_room from sized
)

select
  customer_id,
  as_of,
  label,
  weight * stratum_rows / stratum_room as weight
from drawn
where place <= stratum_room
order by customer_id, as_of

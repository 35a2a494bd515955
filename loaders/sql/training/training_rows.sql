-- grain: one row a customer and period (month; day for every week) whose label is known and untouched by a programme: what the churn model learns from
-- reads known_weeks(as_of), staging.customers, staging.interventions and params(horizon_days, since, cutoff, holdout_share, period, max_rows, seed)
with
params_row as (
  select horizon_days, since::date as since, cutoff::date as cutoff, holdout_share, period, max_rows, seed from params
),

-- the period's last week whose horizon has passed by the cut-off, the same for everybody: a customer's own last one would
-- add a row for each who left in between
taken as (
  select max(known_weeks.as_of) as as_of
  from known_weeks
  cross join params_row
  where known_weeks.as_of >= params_row.since and known_weeks.as_of + params_row.horizon_days <= params_row.cutoff
  group by date_trunc(params_row.period, known_weeks.as_of)
),

-- everybody who had started by then; nothing that had ended is "at risk" any more
snapshots as (
  select
    customers.customer_id,
    taken.as_of,
    coalesce(customers.ended_on <= taken.as_of + params_row.horizon_days, false)::integer as label
  from staging.customers as customers
  cross join taken
  cross join params_row
  where coalesce(customers.started_on <= taken.as_of, true)
    and coalesce(customers.ended_on > taken.as_of, true)
),

-- What of a programme reaches the label: contacts in (as_of - horizon, as_of + horizon]. Who was assigned but not reached
-- counts as touched too: who gets reached is no longer random, and the holdout already speaks for all who were assigned.
touches as (
  select
    interventions.customer_id,
    taken.as_of,
    bool_or(interventions.arm is distinct from 'holdout') as is_treated
  from staging.interventions as interventions
  cross join taken
  cross join params_row
  where (assigned_on > taken.as_of - horizon_days and assigned_on <= taken.as_of + horizon_days)
    or (arm is distinct from 'holdout' and contacted_on > taken.as_of - horizon_days and contacted_on <= taken.as_of + horizon_days)
  group by interventions.customer_id, taken.as_of
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

-- The least texts of a hash are drawn. So that not all rows are sorted for them, texts beyond a bound are left out first:
-- ten standard deviations and a few more than are drawn lie below it.
bounded as (
  select *, (stratum_room + 10 * sqrt(stratum_room) + 50) / stratum_rows as share from rooms
),

hashed as (
  select
    untreated.*,
    bounded.stratum_rows,
    bounded.stratum_room,
    bounded.share,
    md5(concat_ws('|', params_row.seed, untreated.customer_id, untreated.as_of)) as hash
  from untreated
  join bounded on bounded.label = untreated.label and bounded.weight = untreated.weight
  cross join params_row
),

drawn as (
  select
    customer_id,
    as_of,
    label,
    weight * stratum_rows / stratum_room as weight,
    stratum_room,
    row_number() over (partition by label, weight order by hash, customer_id, as_of) as place
  from hashed
  -- 'g' comes after every digit of a hash
  where hash < case when share < 1 then lpad(lower(hex((share * 4294967296)::bigint)), 8, '0') else 'g' end
)

select
  customer_id,
  as_of,
  label,
  weight
from drawn
where place <= stratum_room
order by customer_id, as_of

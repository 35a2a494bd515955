-- grain: one row a customer and week
-- reads panel, visits_numbered, staging.service_kinds, staging.customers
with
kinds as (
  -- a bit a kind: different kinds are counted without a distinct count
  select kind, is_core,
    set_bit(repeat('0', count(*) over ()::integer)::bit, (row_number() over (order by kind) - 1)::integer, 1) as bit
  from staging.service_kinds
),

offered as (
  -- no row in service_kinds: the number on offer is not known
  select nullif(count(*), 0) as kinds_offered, nullif(count(*) filter (is_core), 0) as core_kinds from staging.service_kinds
),

in_two_years as (
  select visits.customer_id, panel.as_of, visits.* exclude (customer_id), kinds.bit, kinds.is_core,
    visits.date > panel.as_of - 365 as is_recent
  from visits_numbered as visits
  join panel on panel.customer_id = visits.customer_id and visits.date <= panel.as_of and visits.date > panel.as_of - 730
  left join kinds using (kind)
),

by_week as (
  select
    customer_id,
    as_of,
    count(*) filter (is_recent) as visits_12m,
    sum(spend) filter (is_recent)::double as spend_12m,
    sum(spend) filter (not is_recent)::double as spend_prior_12m,
    bit_count(bit_or(bit) filter (is_recent)) as kinds_used,
    bit_count(bit_or(bit) filter (is_recent and is_core)) as core_kinds_used,
    max(date) as last_visit_on,
    arg_max(next_due_on, visit_number) as last_due_on,
    arg_max_null(wait_minutes, visit_number) as last_wait_minutes,
    arg_max(satisfaction, visit_number) as last_satisfaction,
    list_avg(arg_max(satisfaction, visit_number, 3)) as satisfaction_mean_3
  from in_two_years
  group by customer_id, as_of
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
    panel.is_lost,
    customers.expected_visits_per_year as expected_visits,
    year(panel.as_of) - customers.vehicle_year as vehicle_age_years,
    case when panel.is_settled then coalesce(by_week.visits_12m, 0) else by_week.visits_12m end as visits_12m,
    case when panel.is_settled then coalesce(by_week.spend_12m, 0) else by_week.spend_12m end as spend_12m,
    by_week.spend_prior_12m,
    case when panel.is_settled then coalesce(by_week.kinds_used, 0) else by_week.kinds_used end as kinds_used,
    case when panel.is_settled then coalesce(by_week.core_kinds_used, 0) else by_week.core_kinds_used end as core_kinds_used,
    by_week.last_wait_minutes,
    by_week.last_satisfaction,
    by_week.satisfaction_mean_3,
    -- nobody looks further back than two years; a customer who never came counts from the start
    coalesce(by_week.last_visit_on, greatest(panel.started_on, panel.as_of - 730)) as last_on,
    -- a visit on or after the date that an earlier one stated has dealt with it
    coalesce(
      case when by_week.last_due_on > by_week.last_visit_on then by_week.last_due_on end,
      last_on + (365 / nullif(customers.expected_visits_per_year, 0))::integer
    ) as due_on
  from panel
  join staging.customers as customers using (customer_id)
  left join by_week using (customer_id, as_of)
)

select
  filled.* exclude (is_lost, last_on, due_on, vehicle_age_years),
  date_diff('day', filled.last_on, filled.as_of) as days_since_visit,
  offered.kinds_offered,
  offered.core_kinds,
  case when filled.due_on is not null then greatest(0, date_diff('day', filled.due_on, filled.as_of)) end as days_overdue,
  filled.visits_12m / nullif(filled.expected_visits, 0) as visit_ratio,
  filled.spend_12m / nullif(filled.spend_prior_12m, 0) - 1 as spend_trend,
  -- mid-rank percentile within the vehicle-age cohort, so that equal spend gets equal points; the lost, who have a row in
  -- some weeks only, are a cohort of their own
  case when filled.spend_12m is not null then 100 * (
    rank() over cohort - 1
    + 0.5 * count(*) over (cohort range between current row and current row)
  ) / count(filled.spend_12m) over (cohort range between unbounded preceding and unbounded following) end as spend_percentile
from filled
cross join offered
-- one order for all three, so that rows are sorted once
window cohort as (partition by filled.as_of, filled.is_lost, filled.vehicle_age_years order by filled.spend_12m)

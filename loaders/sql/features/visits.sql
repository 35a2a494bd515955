-- grain: one row a customer and week
with
numbered as (
  select
    visits.*,
    row_number() over (partition by visits.customer_id order by visits.date, visits.visit_id) as visit_number
  from staging.visits as visits
),

kinds as (
  select kind, is_core, (1::hugeint << (row_number() over (order by kind) - 1)::integer) as bit from staging.service_kinds
),

offered as (
  -- no row in service_kinds: the number on offer is not known
  select nullif(count(*), 0) as kinds_offered, nullif(count(*) filter (is_core), 0) as core_kinds from staging.service_kinds
),

in_two_years as (
  select numbered.customer_id, weeks.as_of, numbered.* exclude (customer_id), kinds.bit, kinds.is_core,
    numbered.date > weeks.as_of - 365 as is_recent
  from numbered
  join weeks on numbered.date <= weeks.as_of and numbered.date > weeks.as_of - 730
  left join kinds using (kind)
),

by_week as (
  select
    customer_id,
    as_of,
    count(*) filter (is_recent) as visits_12m,
    sum(coalesce(spend, 0)) filter (is_recent) as spend_12m,
    sum(coalesce(spend, 0)) filter (not is_recent) as spend_prior_12m,
    bit_count(bit_or(bit) filter (is_recent)) as kinds_used,
    bit_count(bit_or(bit) filter (is_recent and is_core)) as core_kinds_used,
    max(date) as last_visit_on,
    arg_max(next_due_on, visit_number) as last_due_on,
    arg_max(wait_minutes, visit_number) as last_wait_minutes,
    arg_max(satisfaction, visit_number) as last_satisfaction,
    list_avg(arg_max(satisfaction, visit_number, 3)) as satisfaction_mean_3
  from in_two_years
  group by customer_id, as_of
),

filled as (
  select
    panel.customer_id,
    panel.as_of,
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
    date_diff('day', coalesce(by_week.last_visit_on, panel.started_on), panel.as_of) as days_since_visit,
    coalesce(
      by_week.last_due_on,
      coalesce(by_week.last_visit_on, panel.started_on) + (365 / nullif(customers.expected_visits_per_year, 0))::integer
    ) as due_on
  from panel
  join staging.customers as customers using (customer_id)
  left join by_week using (customer_id, as_of)
)

select
  filled.* exclude (due_on, vehicle_age_years),
  offered.kinds_offered,
  offered.core_kinds,
  greatest(0, date_diff('day', filled.due_on, filled.as_of)) as days_overdue,
  filled.visits_12m / nullif(filled.expected_visits, 0) as visit_ratio,
  filled.spend_12m / nullif(filled.spend_prior_12m, 0) - 1 as spend_trend,
  -- mid-rank percentile within the vehicle-age cohort, so that equal spend gets equal points
  case when filled.spend_12m is not null then 100 * (
    rank() over (partition by filled.as_of, filled.vehicle_age_years order by filled.spend_12m) - 1
    + 0.5 * count(*) over (partition by filled.as_of, filled.vehicle_age_years, filled.spend_12m)
  ) / count(filled.spend_12m) over (partition by filled.as_of, filled.vehicle_age_years) end as spend_percentile
from filled
cross join offered

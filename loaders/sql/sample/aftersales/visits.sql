-- grain: one row a visit. An owner on good terms comes when a service falls due, a strained one later or not at all
with
steps as (
  select
    walk.n, walk.i, walk.customer_id, walk.step, walk.strain, walk.from_day, walk.to_day, profile.started_day,
    profile.interval_days, profile.visit_sway, profile.branch, profile.branch_wait, profile.app_pace,
    walk.start_day + floor(uniform(walk.i, 60, walk.step) * 28)::integer as due_visit_day,
    walk.start_day + floor(uniform(walk.i, 61, walk.step) * 28)::integer as other_visit_day,
    extract(year from as_date(walk.start_day)) - extract(year from as_date(profile.started_day)) + profile.age_at_start as vehicle_age
  from walk
  join profile using (n)
),

due as (
  select
    *,
    due_visit_day as day,
    -- two weeks early counts as in time
    ((due_visit_day + 14 - started_day) // interval_days)::integer as service_number,
    'due' as reason
  from steps
  where due_visit_day between from_day and to_day
    and uniform(i, 62, step) < 0.03 + 0.82 * (1 - visit_sway * strain) ** 1.2
  qualify service_number >= 1 and row_number() over (partition by n, service_number order by step) = 1
),

other as (
  select *, other_visit_day as day, null::integer as service_number, 'other' as reason
  from steps
  where other_visit_day between from_day and to_day
    and uniform(i, 63, step) < 0.13 * (1 - 0.85 * strain)
),

happened as (
  select *, step * 2 as draw from due
  union all
  select *, step * 2 + 1 as draw from other
),

described as (
  select
    *,
    case
      when reason = 'other' then pick(['repair', 'repair', 'body_paint', 'tyres', 'detailing', 'accessories', 'inspection'], uniform(i, 64, draw))
      when uniform(i, 64, draw) < 0.6 * least(1, app_pace) * (1 - 0.8 * strain) then 'app_booking'
      else 'scheduled_maintenance'
    end as kind,
    round(38 * branch_wait * exp(0.95 * strain + 0.4 * gaussian(i, 65, draw)), 0) as waited
  from happened
)

select
  'V' || lpad((row_number() over (order by n, day, reason))::varchar, 8, '0') as visit_id,
  customer_id,
  as_date(day) as date,
  kind,
  round(
    case kind
      when 'repair' then 1400 when 'body_paint' then 1900 when 'tyres' then 1600
      when 'detailing' then 260 when 'accessories' then 480 when 'inspection' then 320 else 760
    end * (1 + 0.05 * least(8, vehicle_age)) * (1 - 0.4 * strain) * exp(0.3 * gaussian(i, 66, draw)),
    0
  ) as spend,
  waited as wait_minutes,
  -- the unhappy rate less often
  case when uniform(i, 67, draw) > 0.18 + 0.2 * strain
    then greatest(1, least(5, round(4.9 - 2.9 * strain - 0.012 * greatest(0, waited - 60) + 0.5 * gaussian(i, 68, draw))))
  end as satisfaction,
  branch,
  case when reason = 'due' and uniform(i, 69, draw) > 0.02 then as_date(started_day + (service_number + 1) * interval_days) end as next_due_on
from described
order by n, day, reason

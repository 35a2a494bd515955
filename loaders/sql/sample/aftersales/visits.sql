-- grain: one row a visit. An owner on good terms comes when a service falls due, a strained one later or not at all
with
chances as (
  select
    walk.n, walk.i, walk.step, walk.strain, walk.from_day, walk.to_day,
    walk.start_day + floor(uniform(walk.i, 60, walk.step) * 28)::integer as due_visit_day,
    walk.start_day + floor(uniform(walk.i, 61, walk.step) * 28)::integer as other_visit_day,
    -- two weeks early counts as in time
    (due_visit_day + 14 - profile.started_day) // profile.interval_days as service_number,
    uniform(walk.i, 62, walk.step) < 0.02 + 0.83 * (1 - profile.visit_sway * walk.strain) ** 1.6 as is_due_visit,
    uniform(walk.i, 63, walk.step) < 0.13 * (1 - 0.85 * walk.strain) as is_other_visit
  from walk
  join profile using (n)
),

happened as (
  select n, min(step) as step, arg_min(strain, step) as strain, arg_min(due_visit_day, step) as day, service_number
  from chances
  where is_due_visit and service_number >= 1 and due_visit_day between from_day and to_day
  group by n, service_number
  union all
  select n, step, strain, other_visit_day as day, null as service_number
  from chances
  where is_other_visit and other_visit_day between from_day and to_day
),

met as (
  select
    happened.*,
    profile.* exclude (n),
    customer.customer_id,
    step * 2 + (service_number is null)::integer as draw,
    year(as_date(day)) - year(as_date(profile.started_day)) + profile.age_at_start as vehicle_age
  from happened
  join profile using (n)
  join customer using (n)
),

described as (
  select
    *,
    case
      when service_number is null then pick(['repair', 'repair', 'body_paint', 'tyres', 'detailing', 'accessories', 'inspection'], uniform(i, 64, draw))
      when uniform(i, 64, draw) < 0.6 * least(1, app_pace) * (1 - 0.8 * strain) then 'app_booking'
      else 'scheduled_maintenance'
    end as kind,
    round(38 * branch_wait * exp(1.1 * strain + 0.3 * gaussian(i, 65, draw)), 0) as waited
  from met
)

select
  'V' || lpad((row_number() over (order by n, day, draw))::varchar, 8, '0') as visit_id,
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
    then greatest(1, least(5, round(4.9 - 2.9 * strain - 0.012 * greatest(0, waited - 60) + 0.4 * gaussian(i, 68, draw))))
  end as satisfaction,
  branch,
  case when service_number is not null and uniform(i, 69, draw) > 0.02 then as_date(started_day + (service_number + 1) * interval_days) end as next_due_on
from described
order by n, day, draw

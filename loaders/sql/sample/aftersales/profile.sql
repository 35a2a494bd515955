-- grain: one row an owner: what stays the same about them; then one row an owner and step of four weeks
create or replace table profile as
with
habits as (
  select
    n, i, segment, region, vehicle_model, started_day,
    case segment when '车队' then 4 when '商务' then 3 else case when vehicle_model[1] = 'E' then 1.5 else 2 end end as expected_visits,
    -- fleets hardly open the app and come by schedule, whatever they think
    case segment when '车队' then 0.35 when '商务' then 0.75 when '家庭' then 1.1 else 1 end
      * exp(0.2 * gaussian(i, 40, 0)) as app_pace,
    case segment when '车队' then 0.45 else 1 end as visit_sway,
    floor(greatest(0, 5 * uniform(i, 41, 0) - 2.5))::integer as age_at_start,
    1 + floor(uniform(i, 42, 0) * 6)::integer as branch_number
  from customer
)
select
  *,
  (365 / expected_visits)::integer as interval_days,
  region || lpad(branch_number::varchar, 2, '0') || '店' as branch,
  -- the odd branch is slow
  case when (branch_number + len(vehicle_model)) % 5 = 0 then 1.25 else 1 end as branch_wait
from habits;

create or replace table owner_step as
select
  walk.n, walk.i, walk.customer_id, walk.step, walk.start_day, walk.from_day, walk.to_day, walk.strain,
  profile.app_pace * (1 - 0.95 * walk.strain) as activity,
  1 - exp(-1.3 * activity) as chance
from walk
join profile using (n)
where walk.to_day >= getvariable('first_day');

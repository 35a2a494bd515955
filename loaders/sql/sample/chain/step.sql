-- grain: one row a customer present in step `step`: who ends, who is listed for the programme, who moves to which level
insert into state
select i, class, phase, level, start_step, late_days, started_day, 0, null, null, null
from population where start_step = getvariable('step');

create or replace temp table moved as
with
drawn as (
  select
    state.*,
    7 * (getvariable('weeks_per_step') * getvariable('step') - phase) as start_day,
    case when start_step = getvariable('step') then late_days else 0 end
      + ceil(ln(1 - uniform(i, 20, getvariable('step'))) / chain_move.log_survival)::integer as days_to_end,
    uniform(i, 21, getvariable('step')) as u_move,
    chain_move.* exclude (class, level, log_survival)
  from state
  join chain_move using (class, level)
)
select
  * exclude (days_to_end, u_move, below_1, below_2, below_3, below_4, below_5),
  case
    when days_to_end > 7 * getvariable('weeks_per_step') then null
    when start_day + days_to_end > protected_from and start_day + days_to_end <= protected_until then null
    else start_day + days_to_end
  end as end_day,
  greatest(0, least(getvariable('top_level'), level + case
    when u_move < below_1 then -2
    when u_move < below_2 then -1
    when u_move < below_3 then 1
    when u_move < below_4 then 2
    when u_move < below_5 then getvariable('shock')
    else 0
  end)) as next_level
from drawn;

create or replace temp table assigned as
with
mondays as (
  select
    moved.*, chain_risk.j, start_day + 7 * chain_risk.j as day, chain_risk.p as p_true
  from moved
  join chain_risk using (class, level)
  where getvariable('is_programme')
    and chain_risk.p > getvariable('medium_above')
    and start_day + 7 * chain_risk.j between getvariable('programme_day') + 7 * floor(uniform(i, 22, 0) * getvariable('ramp_weeks')) and getvariable('as_of_day')
    and started_day <= start_day + 7 * chain_risk.j
    and (end_day is null or end_day > start_day + 7 * chain_risk.j)
    and (last_assigned is null or start_day + 7 * chain_risk.j >= last_assigned + getvariable('season_days'))
    -- pushes go out in waves, so a medium customer may wait some weeks; visits and calls do not wait
    and (chain_risk.p > getvariable('high_above')
      or uniform(i, 23, getvariable('step') * getvariable('weeks_per_step') + chain_risk.j) < getvariable('wave_share'))
  qualify row_number() over (partition by i order by chain_risk.j) = 1
),

listed as (
  select
    *,
    case when p_true > getvariable('critical_above') then 'critical' when p_true > getvariable('high_above') then 'high' else 'medium' end as tier,
    uniform(i, 24, case when getvariable('holdout_lasts') then 0 else seasons end) < getvariable('holdout_share') as is_holdout,
    uniform(i, 25, seasons) as u_strategy,
    uniform(i, 26, seasons) < getvariable('worked_share') as is_worked,
    case when uniform(i, 27, seasons) < getvariable('tail_share')
      then getvariable('delay_to') + 1 + floor(uniform(i, 28, seasons) * (getvariable('delay_tail') - getvariable('delay_to')))::integer
      else getvariable('delay_from') + floor(uniform(i, 28, seasons) * (getvariable('delay_to') + 1 - getvariable('delay_from')))::integer
    end as delay
  from mondays
),

-- the effect raises the chance to stay of those still there when contacted by exactly `uplift`, capped at certainty
treated as (
  select
    listed.*,
    strategies.strategy,
    strategies.cost,
    strategies.uplift * case when listed.tier = 'medium' then 1 else delays.effect end as uplift,
    (listed.p_true - early.share) / (1 - early.share) as p_at_contact
  from listed
  join strategies
    on listed.tier = strategies.tier and listed.u_strategy >= strategies.above and listed.u_strategy < strategies.below
  join delays using (delay)
  join early
    on listed.class = early.class and listed.level = early.level and listed.j = early.j and listed.delay = early.delay
)

select
  i,
  day,
  tier,
  p_true,
  case when is_holdout then 'holdout' else strategy end as arm,
  is_worked and not is_holdout as is_worked,
  delay,
  cost,
  uplift,
  is_worked and not is_holdout and uniform(i, 29, seasons) * p_at_contact < uplift as responds
from treated;

insert into assignment
select i, moved.seasons, assigned.* exclude (i) from assigned join moved using (i);

create or replace temp table settled as
select
  moved.* exclude (end_day, seasons, last_assigned, protected_from, protected_until),
  moved.seasons + (assigned.i is not null)::integer as seasons,
  coalesce(assigned.day, last_assigned) as last_assigned,
  case when assigned.responds then assigned.day + assigned.delay else protected_from end as protected_from,
  case when assigned.responds then assigned.day + getvariable('horizon_days') else protected_until end as protected_until,
  case when assigned.responds and end_day > assigned.day + assigned.delay and end_day <= assigned.day + getvariable('horizon_days')
    then null else end_day end as end_day
from moved
left join assigned using (i);

insert into path select i, getvariable('step'), level, end_day from settled;
insert into lost select i, end_day from settled where end_day is not null;

create or replace table state as
select
  i, class, phase,
  -- a customer who was won back is on the way back to good terms
  case when protected_from > start_day and protected_from <= start_day + 7 * getvariable('weeks_per_step')
    then floor(next_level * getvariable('recovery'))::integer else next_level end as level,
  start_step, late_days, started_day, seasons, last_assigned, protected_from, protected_until
from settled
where end_day is null;

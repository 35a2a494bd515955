-- grain: one row a customer of the sample: the first N who were there on or after the first day that counts
create or replace table customer as
select
  row_number() over (order by population.i) as n,
  'C' || lpad((row_number() over (order by population.i))::varchar, 7, '0') as customer_id,
  population.i,
  traits.* exclude (is_initial, above, trait),
  population.phase,
  population.start_step,
  population.started_day,
  case when lost.end_day <= getvariable('as_of_day') then lost.end_day end as ended_day
from population
left join lost using (i)
join traits on traits.trait = population.trait and traits.is_initial
where population.started_day <= getvariable('as_of_day')
  and (lost.end_day is null or lost.end_day > getvariable('first_day'))
order by population.i
limit getvariable('customers');

create or replace table walk as
select
  customer.n,
  customer.i,
  customer.customer_id,
  customer.class,
  path.step,
  path.level,
  path.level / getvariable('top_level') as strain,
  7 * (getvariable('weeks_per_step') * path.step - customer.phase) as start_day,
  -- days on which something may happen: [from_day, to_day]
  greatest(customer.started_day, 7 * (getvariable('weeks_per_step') * path.step - customer.phase)) as from_day,
  least(
    7 * (getvariable('weeks_per_step') * (path.step + 1) - customer.phase) - 1,
    getvariable('as_of_day'),
    coalesce(customer.ended_day - 1, getvariable('as_of_day'))
  ) as to_day
from path
join customer using (i)
order by customer.n, path.step;

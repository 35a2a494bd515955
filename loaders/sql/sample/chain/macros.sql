-- grain: none; the one source of chance: a hash of seed, purpose, customer and step, so that order and threads never matter.
-- Purposes: 1-19 population, 20-39 path and programme, 40-99 what is seen of a customer.
create or replace macro uniform(i, purpose, step) as
  (hash(xor((i::bigint * 256 + purpose) * 4096 + step, getvariable('seed'))) >> 11)::double / 9007199254740992.0;

create or replace macro gaussian(i, purpose, step) as
  sqrt(-2 * ln(1 - uniform(i, purpose, step))) * cos(6.283185307179586 * uniform(i, purpose, 2048 + step));

create or replace macro pick(choices, u) as choices[1 + floor(u * len(choices))::integer];

-- day 0 is the first day simulated, always a Monday
create or replace macro as_date(day) as getvariable('as_of')::date + (day - getvariable('as_of_day'))::integer;

-- grain: one row a Monday whose true risks are kept: the last 26, and every fourth back from as_of and from the newest closed label
create or replace table truth_days as
select distinct getvariable('as_of_day') - 7 * w as day
from range(getvariable('as_of_day') // 7) as weeks(w)
where getvariable('as_of_day') - 7 * w >= getvariable('first_day')
  and (
    getvariable('weeks_per_step') = 1 or w < 26 or w % 4 = 0
    or (w * 7 >= getvariable('horizon_days') and (w - ceil(getvariable('horizon_days') / 7)) % 4 = 0)
  );

-- grain: one row a complaint; the more strained the owner, the more of them and the longer they stay open
with
opened as (
  select
    *,
    start_day + floor(uniform(i, 75, step) * 28)::integer as day,
    2 + floor(-(3 + 90 * strain) * ln(1 - uniform(i, 76, step)))::integer as days_open
  from walk
  where uniform(i, 77, step) < 0.004 + 0.2 * strain ** 2
)

select
  'T' || lpad((row_number() over (order by n, day))::varchar, 8, '0') as ticket_id,
  customer_id,
  as_date(day) + to_minutes(540 + floor(uniform(i, 78, step) * 480)::integer) as opened_at,
  case when day + days_open <= to_last.last_day
    then as_date(day + days_open) + to_minutes(600 + floor(uniform(i, 78, 1000 + step) * 400)::integer) end as resolved_at,
  pick(['等待时间太长', '维修后故障仍在', '报价与结算不符', '配件迟迟不到', '预约了仍要排队', '顾问没有回电', '车辆交还时不干净', '保养项目解释不清'], uniform(i, 79, step)) as title
from opened
join (select n, least(getvariable('as_of_day'), coalesce(ended_day - 1, getvariable('as_of_day'))) as last_day from customer) as to_last using (n)
where day between from_day and to_day
order by n, day

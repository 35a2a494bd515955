-- grain: one row a ticket; strained accounts open more of them and wait longer
with
opened as (
  select
    *,
    start_day + floor(uniform(i, 70, step) * 7)::integer as day,
    floor(-(1.5 + 30 * strain ** 2) * ln(1 - uniform(i, 71, step)))::integer as days_open,
    unnest(range(1 + floor(4 * strain ** 5 * uniform(i, 73, step))::integer)) as number
  from walk
  where uniform(i, 72, step) < 0.12 + 0.85 * strain ** 7
)

select
  'T' || lpad((row_number() over (order by n, day, number))::varchar, 8, '0') as ticket_id,
  customer_id,
  as_date(day) + to_minutes(540 + 11 * number + floor(uniform(i, 74, step) * 400)::integer) as opened_at,
  case when day + days_open + number <= least(getvariable('as_of_day'), coalesce(customer.ended_day - 1, getvariable('as_of_day')))
    then as_date(day + days_open + number) + to_minutes(1000 + floor(uniform(i, 75, step) * 300)::integer) end as resolved_at,
  pick(['导出报表失败', '登录偶尔超时', '接口返回错误', '权限设置看不懂', '数据与系统对不上', '页面打开太慢', '想要的筛选没有', '账单金额有疑问'], uniform(i, 76, step * 4 + number)) as title
from opened
join (select n, ended_day from customer) as customer using (n)
where day between from_day and to_day
order by n, day, number

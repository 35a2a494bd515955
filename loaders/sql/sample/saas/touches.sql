-- grain: one row an account, day and kind of contact: each kind at most once a week
with
chances as (
  select
    n, i, customer_id, step, strain, from_day, to_day, start_day,
    0.3 * (1 - 0.75 * strain) as contact,
    0.55 * (1 - 0.9 * strain) as reading,
    0.04 * (1 - 0.9 * strain) as training
  from account_week
),

-- given that it is below the chance, a draw over the chance is even on [0, 1): it picks the day
happened as (
  select n, i, customer_id, step, strain, from_day, to_day, 0 as kind, start_day + floor(5 * uniform(i, 80, step) / contact)::integer as day
  from chances where uniform(i, 80, step) < contact
  union all
  select n, i, customer_id, step, strain, from_day, to_day, 1 as kind, start_day + floor(5 * uniform(i, 81, step) / reading)::integer as day
  from chances where uniform(i, 81, step) < reading
  union all
  select n, i, customer_id, step, strain, from_day, to_day, 2 as kind, start_day + floor(5 * uniform(i, 82, step) / training)::integer as day
  from chances where uniform(i, 82, step) < training
)

select
  customer_id,
  as_date(day) as date,
  case kind when 0 then 'csm_contact' when 1 then 'doc_view' else 'training' end as kind,
  case kind when 1 then 1 + floor(40 * (1 - strain) * uniform(i, 85, step))::integer else 1 end as count
from happened
where day between from_day and to_day
order by (n * 4096 + day) * 4 + happened.kind

-- grain: one row a customer and week; a ticket resolved after as_of is still open
with
opened as (
  select
    tickets.customer_id,
    panel.as_of,
    tickets.opened_at::date as opened_on,
    coalesce(tickets.resolved_at::date <= panel.as_of, false) as is_resolved
  from staging.tickets as tickets
  join panel on panel.customer_id = tickets.customer_id and tickets.opened_at::date <= panel.as_of
),

by_week as (
  select
    customer_id,
    as_of,
    count(*) filter (opened_on > as_of - 30) as tickets_30,
    count(*) filter (opened_on > as_of - 30 and is_resolved) as resolved_30,
    count(*) filter (opened_on > as_of - 365) as tickets_365,
    count(*) filter (opened_on > as_of - 365 and is_resolved) as resolved_365,
    count(*) filter (not is_resolved) as open_tickets,
    date_diff('day', min(opened_on) filter (not is_resolved), as_of) as oldest_open_days
  from opened
  group by customer_id, as_of
)

select
  panel.customer_id,
  panel.as_of,
  case when panel.is_settled then coalesce(by_week.tickets_30, 0) else by_week.tickets_30 end as tickets_30,
  by_week.resolved_30 / nullif(by_week.tickets_30, 0) as resolved_rate_30,
  case when panel.is_settled then coalesce(by_week.tickets_365, 0) else by_week.tickets_365 end as tickets_365,
  by_week.resolved_365 / nullif(by_week.tickets_365, 0) as resolved_rate_365,
  case when panel.is_settled then coalesce(by_week.open_tickets, 0) else by_week.open_tickets end as open_tickets,
  case when panel.is_settled then coalesce(by_week.oldest_open_days, 0) else by_week.oldest_open_days end as oldest_open_days
from panel
left join by_week using (customer_id, as_of)

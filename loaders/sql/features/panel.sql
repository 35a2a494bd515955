-- grain: one row a customer and week: everybody who had started by then; the lost only where the week asks for them
select
  customers.customer_id,
  weeks.as_of,
  customers.started_on,
  coalesce(customers.ended_on <= weeks.as_of, false) as is_lost,
  -- before a customer's thirtieth day, "no rows" says nothing yet
  coalesce(customers.started_on + 30 <= weeks.as_of, true) as is_settled
from staging.customers as customers
cross join weeks
where coalesce(customers.started_on <= weeks.as_of, true)
  and (customers.ended_on is null or customers.ended_on > weeks.as_of or weeks.with_lost)

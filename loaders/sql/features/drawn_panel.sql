-- grain: one row a customer and week of drawn(customer_id, as_of), nobody lost by then
select
  drawn.customer_id,
  drawn.as_of,
  customers.started_on,
  false as is_lost,
  coalesce(customers.started_on + 30 <= drawn.as_of, true) as is_settled
from drawn
join staging.customers as customers using (customer_id)

-- grain: one row a customer and week; a flat table has one week, and its label says who is lost
select
  customers.customer_id,
  weeks.as_of,
  null::date as started_on,
  customers.is_lost,
  true as is_settled
from staging.customers as customers
cross join weeks

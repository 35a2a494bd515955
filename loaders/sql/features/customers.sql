-- grain: one row a customer and week
select
  panel.customer_id,
  panel.as_of,
  customers.segment,
  customers.region,
  customers.product,
  date_diff('day', customers.started_on, panel.as_of) as tenure_days
from panel
join staging.customers as customers using (customer_id)

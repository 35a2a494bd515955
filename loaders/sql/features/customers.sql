-- grain: one row a customer and week
select
  panel.customer_id,
  panel.as_of,
  customers.segment,
  customers.region,
  customers.product,
  customers.vehicle_model,
  date_diff('day', customers.started_on, panel.as_of) as tenure_days,
  year(panel.as_of) - customers.vehicle_year as vehicle_age_years
from panel
join staging.customers as customers using (customer_id)

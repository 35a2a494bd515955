-- grain: one row a customer and week; the columns of customers that only a playbook with visits knows
select
  panel.customer_id,
  panel.as_of,
  customers.vehicle_model,
  year(panel.as_of) - customers.vehicle_year as vehicle_age_years
from panel
join staging.customers as customers using (customer_id)

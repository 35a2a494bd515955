-- grain: one row a customer and week that may be learnt from: everybody who had started and not ended by then
-- reads known_weeks(as_of), staging.customers
select
  customers.customer_id,
  known_weeks.as_of
from staging.customers as customers
cross join known_weeks
where coalesce(customers.started_on <= known_weeks.as_of, true)
  and coalesce(customers.ended_on > known_weeks.as_of, true)

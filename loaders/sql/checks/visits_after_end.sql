-- grain: one row a customer with a visit later than its end
select distinct customers.customer_id as example
from staging.customers as customers
join staging.visits as visits using (customer_id)
where visits.date > customers.ended_on
order by example

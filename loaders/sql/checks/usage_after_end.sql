-- grain: one row a customer with use later than its end
select distinct customers.customer_id as example
from staging.customers as customers
join staging.usage as usage using (customer_id)
where usage.date > customers.ended_on
order by example

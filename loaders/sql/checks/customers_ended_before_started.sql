-- grain: one row a customer that ended before it started
select customer_id as example
from staging.customers
where ended_on < started_on
order by customer_id

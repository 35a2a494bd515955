-- grain: one row a ticket resolved before it was opened
select ticket_id as example
from staging.tickets
where resolved_at < opened_at
order by ticket_id

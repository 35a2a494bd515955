-- grain: one row a kind of visit that service_kinds does not list
select distinct visits.kind as example
from staging.visits as visits
anti join staging.service_kinds as kinds using (kind)
where visits.kind is not null
order by example

-- grain: one row a visit, numbered in its customer's order; made once a run, read for every week
select
  visits.visit_id,
  visits.customer_id,
  visits.date,
  visits.kind,
  visits.wait_minutes,
  visits.satisfaction,
  visits.next_due_on,
  -- exact sums (decimal): they do not depend on the order in which threads add
  coalesce(visits.spend, 0)::decimal(38, 4) as spend,
  row_number() over (partition by visits.customer_id order by visits.date, visits.visit_id) as visit_number
from staging.visits as visits

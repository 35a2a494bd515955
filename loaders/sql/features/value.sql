-- grain: one row a customer and week; the newest value-realisation score not after as_of
select
  panel.customer_id,
  panel.as_of,
  value.value_score
from panel
asof left join staging.value as value
  on panel.customer_id = value.customer_id and panel.as_of >= value.date

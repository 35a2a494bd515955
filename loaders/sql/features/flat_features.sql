-- grain: one row a customer and week; a flat table has one week
select
  panel.customer_id,
  panel.as_of,
  flat.* exclude (customer_id)
from panel
join staging.flat_features as flat using (customer_id)

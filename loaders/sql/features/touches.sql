-- grain: one row a customer and week
with
by_week as (
  select
    touches.customer_id,
    panel.as_of,
    -- sums of whole doubles are exact up to 2^53, and cheaper than those of 128 bits
    sum(case when touches.kind = 'doc_view' and touches.date > panel.as_of - 30 then touches.count::double end)::bigint as doc_views_30,
    sum(case when touches.kind = 'csm_contact' then touches.count::double end)::bigint as csm_contacts_90,
    sum(case when touches.kind = 'training' then touches.count::double end)::bigint as trainings_90,
    sum(case when touches.kind = 'advisor_contact' then touches.count::double end)::bigint as advisor_contacts_90
  from staging.touches as touches
  join panel on panel.customer_id = touches.customer_id and touches.date <= panel.as_of and touches.date > panel.as_of - 90
  group by touches.customer_id, panel.as_of
)

select
  panel.customer_id,
  panel.as_of,
  case when panel.is_settled then coalesce(by_week.doc_views_30, 0) else by_week.doc_views_30 end as doc_views_30,
  case when panel.is_settled then coalesce(by_week.csm_contacts_90, 0) else by_week.csm_contacts_90 end as csm_contacts_90,
  case when panel.is_settled then coalesce(by_week.trainings_90, 0) else by_week.trainings_90 end as trainings_90,
  case when panel.is_settled then coalesce(by_week.advisor_contacts_90, 0) else by_week.advisor_contacts_90 end as advisor_contacts_90
from panel
left join by_week using (customer_id, as_of)

-- grain: one row a customer that gets a letter this week, best first
with
-- no letter to those who do not want any, are held out, were reached already or got one in the last four weeks
chosen as (
  select queue_week_out.*
  from queue_week_out
  join staging.customers as customers using (customer_id)
  where not queue_week_out.is_contacted
    and not queue_week_out.is_holdout
    and not coalesce(customers.marketing_opt_out, false)
    and not exists (
      select 1 from warehouse.draft
      where draft.lineage = $lineage and draft.customer_id = customers.customer_id
        and draft.as_of < queue_week_out.as_of and draft.as_of > queue_week_out.as_of - 28
        and draft.state in ('SENDING', 'SENT', 'REPLIED', 'RESOLVED')
    )
  order by queue_week_out.rank
  limit $count
)

select
  chosen.customer_id as id,
  chosen.rank,
  chosen.tier,
  score.status,
  chosen.p,
  chosen.remaining_ltv as ltv,
  explanation_out.contributions,
  to_json(customer_week) as inputs,
  to_json(struct_pack(
    name := customers.name, contact_name := customers.contact_name, contact_role := customers.contact_role,
    product := customers.product,
    -- only a playbook with visits has the column
    vehicle_model := to_json(customers)->>'$.vehicle_model'
  )) as facts
from chosen
join score using (customer_id, as_of)
join explanation_out using (customer_id, as_of)
join customer_week using (customer_id, as_of)
join staging.customers as customers using (customer_id)
order by chosen.rank

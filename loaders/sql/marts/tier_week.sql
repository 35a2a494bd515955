-- grain: one row a week and tier; the lost have no tier
select
  score.as_of,
  score.tier,
  count(*) as customers,
  avg(score.p) as mean_p,
  avg(customers.remaining_ltv) as mean_ltv,
  sum(score.p) as expected_losses,
  sum(score.p * customers.remaining_ltv) as money
from score
join staging.customers as customers using (customer_id)
where score.tier is not null
group by score.as_of, score.tier
order by score.as_of, score.tier

-- grain: one row a week and tier; the lost have no tier
-- sums are exact (decimal), so that they do not depend on the order in which threads add
select
  score.as_of,
  score.tier,
  count(*) as customers,
  avg(score.p::decimal(38, 12)) as mean_p,
  avg(customers.remaining_ltv::decimal(38, 12)) as mean_ltv,
  sum(score.p::decimal(38, 12))::double as expected_losses,
  sum((score.p * customers.remaining_ltv)::decimal(38, 12))::double as money
from score
join staging.customers as customers using (customer_id)
where score.tier is not null
group by score.as_of, score.tier
order by score.as_of, score.tier

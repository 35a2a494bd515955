-- grain: one row a tier, strategy and delay: points added to the chance of staying of a customer contacted after so many days
select
  strategies.tier,
  strategies.strategy,
  delays.delay as delay_days,
  case when strategies.tier = 'medium' then 1 else delays.effect end as delay_effect,
  strategies.uplift * case when strategies.tier = 'medium' then 1 else delays.effect end as uplift
from strategies
cross join delays
order by strategies.tier, strategies.strategy, delays.delay

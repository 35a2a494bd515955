-- grain: one row a customer of a programme tier, in order of rank; the held-out come last, without one
-- reads ranked (at_risk and valued), placed(rank, state) row for row beside it, and assigned(rank, owner)
select
  ranked.customer_id,
  ranked.as_of,
  ranked.tier,
  ranked.p,
  ranked.remaining_ltv,
  ranked.is_opted_out,
  ranked.days_since_crossing,
  ranked.is_contacted,
  ranked.contacted_on,
  ranked.outcome,
  ranked.is_holdout,
  -- without a value nothing can be said in money; the customer stays in the queue
  case when ranked.remaining_ltv is not null then ranked.gain end as gain,
  case when ranked.remaining_ltv is not null then ranked.cost_of_waiting end as cost_of_waiting,
  json(ranked.timing) as timing,
  placed.rank,
  coalesce(ranked.owner, assigned.owner) as owner,
  ranked.channel,
  ranked.cost,
  placed.state
from ranked
positional join placed
left join assigned on assigned.rank = placed.rank
order by placed.rank nulls last, ranked.customer_id

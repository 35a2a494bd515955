-- grain: one row a week and cell of tier, p (.05), LTV (decile of the active) and days since crossing (7)
-- sums are exact (decimal), so that they do not depend on the order in which threads add
with
active as (
  select
    score.as_of,
    score.customer_id,
    score.tier,
    score.p,
    customers.remaining_ltv as ltv,
    date_diff('day', score.first_crossed_on, score.as_of) as delay
  from score
  join staging.customers as customers using (customer_id)
  where score.tier is not null and score.as_of = (select max(as_of) from score)
),

binned as (
  select
    *,
    least(19, floor(p * 20))::integer as p_bin,
    case when ltv is null then -1 else ntile(10) over (partition by ltv is null order by ltv, customer_id) - 1 end::integer as ltv_bin,
    case when delay is null then -1 else least(5, delay // 7) end::integer as delay_bin
  from active
)

select
  as_of,
  tier,
  p_bin,
  ltv_bin,
  delay_bin,
  count(*) as customers,
  sum(p::decimal(38, 12))::double as sum_p,
  sum(ltv::decimal(38, 12))::double as sum_ltv,
  sum((p * ltv)::decimal(38, 12))::double as sum_p_ltv,
  avg(delay) as mean_delay
from binned
group by as_of, tier, p_bin, ltv_bin, delay_bin
order by as_of, tier, p_bin, ltv_bin, delay_bin

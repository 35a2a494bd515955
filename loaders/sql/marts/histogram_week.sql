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

-- ntile(10) over (order by ltv, customer_id), counted in bands of value: each is ordered by itself and goes on from where
-- the bands below it end, so that nothing orders everybody at once
banded as (
  select *, case when ltv is not null then floor(100 * ln(1 + greatest(ltv, 0))) end::integer as band from active
),

bands as (
  select
    band,
    sum(customers) over (order by band)::bigint - customers as customers_below,
    sum(customers) over ()::bigint // 10 as in_tenth,
    -- so many of the tenths hold one more
    sum(customers) over ()::bigint % 10 as larger
  from (select band, count(*) as customers from banded where band is not null group by band)
),

ranked as (
  select
    banded.*,
    bands.in_tenth,
    bands.larger,
    bands.customers_below
      -- those without a value are in nobody's order
      + row_number() over (
        partition by banded.band, case when banded.ltv is null then banded.customer_id end
        order by banded.ltv, banded.customer_id
      ) - 1 as place
  from banded
  left join bands using (band)
),

binned as (
  select
    *,
    least(19, floor(p * 20))::integer as p_bin,
    case
      when ltv is null then -1
      when place < larger * (in_tenth + 1) then place // (in_tenth + 1)
      else (place - larger) // in_tenth
    end::integer as ltv_bin,
    case when delay is null then -1 else least(5, delay // 7) end::integer as delay_bin
  from ranked
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

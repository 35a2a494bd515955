import type { Text } from "../../playbooks/types.js";
import type { NotebookCell } from "./cells.js";

export interface Example extends NotebookCell {
  readonly title: Text;
}

/** Questions that a team asks of a week, to start from. */
export const examples: readonly Example[] = [
  {
    title: { zh: "先联系谁", en: "Whom to contact first" },
    view: "table",
    sql: `select rank, name, tier, queue.owner, cost_of_waiting, days_since_crossing
from queue join customers using (customer_id)
where state = 'open'
order by rank
limit 50`,
  },
  {
    title: { zh: "各层牵涉多少钱", en: "Money at stake by tier" },
    view: "bar",
    sql: `select tier, sum(p * remaining_ltv) as at_stake, count(*) as customers, sum(p) as expected_losses
from customers
where not is_lost
group by tier
order by at_stake desc`,
  },
  {
    title: { zh: "预期流失逐周变化", en: "Expected losses week by week" },
    view: "line",
    sql: `select as_of,
  sum(expected_losses) filter (tier = 'critical') as critical,
  sum(expected_losses) filter (tier = 'high') as high,
  sum(expected_losses) filter (tier = 'medium') as medium,
  sum(expected_losses) filter (tier = 'low') as low
from weeks
group by as_of
order by as_of`,
  },
  {
    title: { zh: "最常见的流失原因", en: "The commonest reasons to leave" },
    view: "bar",
    sql: `select feature, count(*) as customers, avg(log_odds) as mean_log_odds
from reasons
group by feature
order by customers desc
limit 12`,
  },
  {
    title: { zh: "分数好看、却可能走的客户", en: "Healthy on paper, likely to leave" },
    view: "table",
    sql: `select name, owner, health, p, previous_p, remaining_ltv
from customers
where not is_lost and p > 0.3
  and health >= (select median(health) from customers)
order by p * remaining_ltv desc nulls last
limit 100`,
  },
  {
    title: { zh: "每位负责人手上有多少", en: "Each owner's load" },
    view: "bar",
    sql: `select coalesce(owner, '–') as owner,
  count(*) filter (state = 'open') as open,
  count(*) filter (state = 'waiting') as waiting,
  sum(cost_of_waiting) as cost_of_waiting
from queue
group by all
order by open desc
limit 20`,
  },
];

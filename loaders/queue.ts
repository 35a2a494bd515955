import type { DuckDBConnection } from "@duckdb/node-api";
import type { TierEconomics } from "../src/model/tierEconomics.js";
import { winback } from "../src/model/winback.js";
import { waiting } from "../src/model/waiting.js";
import type { CustomerDetail } from "../src/pageData.js";
import type { Playbook, TierId } from "../src/playbooks/types.js";
import { execute, rows, sqlFile } from "./query.js";

interface AtRisk {
  readonly customer_id: string;
  readonly tier: TierId;
  readonly p: number;
  readonly remaining_ltv: number | null;
  readonly days_since_crossing: number;
  readonly is_contacted: boolean;
  readonly is_holdout: boolean;
}

/**
 * The queue: everybody above the at-risk line, ranked by what a week's waiting costs (or by worst health, as the
 * playbook says). Makes `queue_week_out`; needs `score`.
 * @returns rows made
 */
export async function buildQueue(
  connection: DuckDBConnection,
  playbook: Playbook,
  economics: TierEconomics,
): Promise<number> {
  await execute(connection, "create or replace temp table params as select ?::integer as season_days", [
    Math.max(90, playbook.horizonDays),
  ]);
  await execute(connection, `create or replace temp table at_risk as ${sqlFile("marts/at_risk")}`);
  const curve = winback(playbook.winback);
  const found = await rows<AtRisk>(connection, "select * exclude (as_of) from at_risk order by customer_id");
  const timed = found.map((customer) => {
    const { tier, p, remaining_ltv: ltv } = customer;
    const { uplift, cost } = economics[tier];
    const wait = waiting(
      {
        tier,
        p,
        ltv: ltv ?? 0,
        uplift,
        daysSinceCrossing: customer.days_since_crossing,
        isContacted: customer.is_contacted,
      },
      curve,
    );
    const point = (at: (typeof wait)["today"]) => ({ g: at.effect, gain: at.expectedGain });
    const timing: CustomerDetail["timing"] = {
      ...{ day: customer.days_since_crossing, uplift, naturalStay: 1 - p, cost },
      ...{ now: point(wait.today), byWeekEnd: point(wait.thisWeek), nextWeek: point(wait.nextWeek) },
      costOfWaiting: wait.costOfWaiting,
    };
    // without a value nothing can be said in money; the customer stays in the queue
    return {
      id: customer.customer_id,
      hasValue: ltv !== null,
      gain: wait.thisWeek.expectedGain,
      cost: wait.costOfWaiting,
      timing,
    };
  });
  await execute(
    connection,
    `create or replace temp table timed as
     select unnest(from_json(?::json, '[{"id":"VARCHAR","hasValue":"BOOLEAN","gain":"DOUBLE","cost":"DOUBLE","timing":"JSON"}]'), recursive := true)`,
    [JSON.stringify(timed)],
  );
  const order =
    playbook.queue.order === "worst_health"
      ? "score.overall asc nulls last, cost_of_waiting desc nulls last"
      : "cost_of_waiting desc nulls last, score.p desc";
  await execute(
    connection,
    `create or replace temp table queue_week_out as
     select at_risk.*, case when hasValue then gain end as gain, case when hasValue then timed.cost end as cost_of_waiting,
       case when hasValue then timing end as timing,
       row_number() over (order by ${order}, at_risk.customer_id)::integer as rank
     from at_risk
     join timed on timed.id = at_risk.customer_id
     join score on score.customer_id = at_risk.customer_id and score.as_of = at_risk.as_of
     order by rank`,
  );
  return found.length;
}

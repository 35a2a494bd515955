import type { DuckDBConnection } from "@duckdb/node-api";
import { season } from "../../../src/model/holdout.js";
import type { Playbook, TierId } from "../../../src/playbooks/types.js";
import { addDays } from "../../calendar.js";
import { rows } from "../../query.js";

/** One thing to do this week, as the CRM gets it. No name, address or phone: the CRM knows the customer by its id. */
export interface CrmItem {
  /** The same customer on the same clock keeps its key from week to week, so that nobody is handed over twice. */
  readonly key: string;
  readonly rank: number;
  readonly customer_id: string;
  readonly owner: string | null;
  readonly tier: TierId;
  readonly channel: string;
  readonly action_zh: string;
  readonly action_en: string;
  readonly as_of: string;
  readonly contact_by: string;
  readonly days_since_crossing: number | null;
  readonly expected_gain: number | null;
  readonly cost_of_waiting: number | null;
  readonly cost: number;
}

type QueueRow = Omit<CrmItem, "action_zh" | "action_en" | "contact_by">;

/** Who is to be contacted this week by a run, in order of rank. Reads the warehouse's `queue_week`. */
export async function crmItems(
  connection: DuckDBConnection,
  { runId, lineage, asOf, playbook }: { runId: string; lineage: string; asOf: string; playbook: Playbook },
): Promise<CrmItem[]> {
  const { firstDay } = season(asOf, playbook.horizonDays);
  const found = await rows<QueueRow>(
    connection,
    `select
       sha256(concat_ws('|', ?::varchar, customer_id, coalesce((as_of - days_since_crossing)::varchar, ?::varchar))) as key,
       rank, customer_id, owner, tier, channel, as_of::varchar as as_of, days_since_crossing,
       round(gain, 2) as expected_gain, round(cost_of_waiting, 2) as cost_of_waiting, cost
     from warehouse.queue_week where run_id = ? and state = 'open' order by rank`,
    [lineage, `season ${firstDay}`, runId],
  );
  return found.map((row) => {
    const [first] = playbook.tiers[row.tier].actions;
    return { ...row, action_zh: first?.zh ?? "", action_en: first?.en ?? "", contact_by: addDays(asOf, 7) };
  });
}

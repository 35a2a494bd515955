import type { DuckDBConnection } from "@duckdb/node-api";
import type { ModelSummary, TierRow } from "../../src/pageData.js";
import { tierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import type { SummaryFacts } from "../../src/words/summarySlots.js";
import type { Decisions } from "../decide.js";
import { rows } from "../query.js";

/**
 * What the week's paragraph is asked for with, before the run is in the warehouse. Told as to an executive build, so that
 * no small count goes to a model; the page fills the slots from its own figures.
 */
export async function summaryFacts(
  connection: DuckDBConnection,
  { playbook, asOf, decisions, model }: { playbook: Playbook; asOf: string; decisions: Decisions; model: ModelSummary },
): Promise<SummaryFacts> {
  const tiers = await rows<TierRow>(
    connection,
    `select tier, customers, mean_p as "meanP", coalesce(mean_ltv, 0) as "meanLtv", expected_losses as "expectedLosses", coalesce(money, 0) as money
     from tier_week_out where as_of = ?::date`,
    [asOf],
  );
  const before = await tiersBefore(connection, asOf);
  const point = {
    asOf,
    backfilled: false,
    customers: 0,
    tiers: decisions.tiers,
    expectedLosses: 0,
    money: 0,
    newlyAtRisk: 0,
  };
  return {
    run: {
      ...{
        runId: "",
        playbook: playbook.id,
        asOf,
        audience: "executive",
        source: "tables",
        weeks: 0,
        cadenceDays: playbook.cadence.days,
      },
      horizonDays: playbook.horizonDays,
      customers: {
        accepted: 0,
        active: tiers.reduce((sum, { customers }) => sum + customers, 0),
        lost: 0,
        rejected: 0,
      },
      ...{ withoutScore: 0, meanCoverage: 0, missingTables: [], model },
    },
    tiers,
    next30: decisions.next30,
    newlyAtRisk: decisions.newlyAtRisk,
    history: before ? [{ ...point, tiers: before }, point] : [point],
    gates: decisions.gates,
  };
}

/** Customers by tier in the week before, scored by this run or published earlier. */
async function tiersBefore(connection: DuckDBConnection, asOf: string): Promise<Record<TierId, number> | undefined> {
  const found = await rows<{ tier: TierId; customers: number }>(
    connection,
    `with before as (
       select as_of, tier, customers from tier_week_out where as_of < ?::date
       union all
       select as_of, tier, customers from warehouse.tier_week join published_week using (as_of, run_id)
       where as_of not in (select as_of from tier_week_out)
     )
     select tier, customers from before where as_of = (select max(as_of) from before)`,
    [asOf],
  );
  if (!found.length) return undefined;
  return Object.fromEntries(
    tierIds.map((tier) => [tier, found.find((row) => row.tier === tier)?.customers ?? 0]),
  ) as Record<TierId, number>;
}

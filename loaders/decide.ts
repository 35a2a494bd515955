import type { DuckDBConnection } from "@duckdb/node-api";
import { aucGate } from "../src/model/aucGate.js";
import { tierEconomics } from "../src/model/tierEconomics.js";
import type { GateLight } from "../src/pageData.js";
import { tierIds, type Playbook, type TierId } from "../src/playbooks/types.js";
import { buildExplanations } from "./explain.js";
import { expectedLosses30, type Next30 } from "./losses.js";
import { execute, row, rows, sqlFile } from "./query.js";
import { buildQueue } from "./queue.js";
import type { Trained } from "./train.js";

export interface Decisions {
  readonly tiers: Readonly<Record<TierId, number>>;
  readonly newlyAtRisk: number;
  readonly losses: { readonly heads: number; readonly money: number };
  readonly next30: Next30;
  readonly gates: readonly GateLight[];
  readonly queue: number;
}

/** Turns scores into decisions: tiers, histogram, queue, explanations, expected losses, gates. Makes the marts' working tables. */
export async function decide(
  connection: DuckDBConnection,
  { playbook, trained, asOf }: { playbook: Playbook; trained: Trained; asOf: string },
): Promise<Decisions> {
  await execute(connection, `create or replace temp table tier_week_out as ${sqlFile("marts/tier_week")}`);
  await execute(connection, `create or replace temp table histogram_week_out as ${sqlFile("marts/histogram_week")}`);
  const queue = await buildQueue(connection, playbook, {
    economics: tierEconomics(playbook, await meanP(connection, asOf)),
    curve: playbook.winback,
  });
  await buildExplanations(connection, playbook, trained.models, asOf);
  await workingTables(connection, trained, asOf);
  return {
    ...(await weekTotals(connection, asOf)),
    next30: await expectedLosses30(connection, playbook, asOf),
    gates: gates(playbook, trained),
    queue,
  };
}

/** Working tables of the marts that need no more than a copy. */
async function workingTables(connection: DuckDBConnection, trained: Trained, asOf: string): Promise<void> {
  await execute(connection, "create or replace temp view score_week_out as select * exclude (previous_p) from score");
  await execute(
    connection,
    "create or replace temp view run_week_out as select as_of, bool_or(backfilled) as backfilled from score group by as_of order by as_of",
  );
  await execute(connection, "create or replace temp view rejects_out as select * from staging.rejects");
  await execute(connection, "create or replace temp view audit_out as select * from staging.audit");
  await execute(
    connection,
    `create or replace temp view customer_week_out as select * from customer_week where as_of = date '${asOf}'`,
  );
  await execute(
    connection,
    `create or replace temp table model_run_out as
     select ?::varchar as model_id, ?::varchar as kind, ?::date as trained_as_of, ?::json as model, ?::json as evaluation`,
    [
      trained.summary.id,
      trained.summary.kind,
      trained.asOf,
      JSON.stringify(trained),
      JSON.stringify(trained.evaluation ?? null),
    ],
  );
}

async function meanP(connection: DuckDBConnection, asOf: string): Promise<Partial<Record<TierId, number>>> {
  const found = await rows<{ tier: TierId; p: number }>(
    connection,
    "select tier, mean_p as p from tier_week_out where as_of = ?::date",
    [asOf],
  );
  return Object.fromEntries(found.map(({ tier, p }) => [tier, p]));
}

async function weekTotals(connection: DuckDBConnection, asOf: string) {
  const counts = await rows<{ tier: TierId; n: number }>(
    connection,
    "select tier, customers as n from tier_week_out where as_of = ?::date",
    [asOf],
  );
  const totals = await row<{ newly: number; heads: number; money: number }>(
    connection,
    `select (select count(*) from score where as_of = ?::date and is_newly_at_risk) as newly,
       coalesce(sum(expected_losses), 0) as heads, coalesce(sum(money), 0) as money
     from tier_week_out where as_of = ?::date`,
    [asOf, asOf],
  );
  const tiers = Object.fromEntries(tierIds.map((tier) => [tier, counts.find((count) => count.tier === tier)?.n ?? 0]));
  return {
    tiers: tiers as Record<TierId, number>,
    newlyAtRisk: totals.newly,
    losses: { heads: totals.heads, money: totals.money },
  };
}

/** The AUC gate from the test; stay and ROI wait for outcomes of the programme. */
function gates(playbook: Playbook, { evaluation }: Trained): GateLight[] {
  const unknown = { outcomes: null, weeks: null };
  const auc = aucGate(evaluation?.auc, playbook.gates.auc);
  return [
    { gate: "auc", state: auc.state, interval: auc.interval, needs: auc.needs },
    { gate: "stay", state: "NOT_YET", needs: unknown },
    { gate: "roi", state: "NOT_YET", needs: unknown },
  ];
}

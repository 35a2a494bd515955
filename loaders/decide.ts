import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasuredTier } from "../src/model/roi/index.js";
import { tierEconomics } from "../src/model/tierEconomics.js";
import type { GateLight } from "../src/pageData.js";
import { tierIds, type Playbook, type TierId } from "../src/playbooks/types.js";
import type { Engine } from "./engines/engine.js";
import { holdoutFacts } from "./decide/holdoutFacts.js";
import { roadmapFacts } from "./decide/roadmapFacts.js";
import { runExperiments } from "./experiments/runExperiments.js";
import type { RegisteredPlan } from "./experiments/readPlans.js";
import { allocateWeek } from "./decide/allocateWeek.js";
import { makeGates } from "./decide/gates.js";
import type { Programme } from "./decide/programme.js";
import { forecastWeek } from "./diary/forecastWeek.js";
import { keepDiary } from "./diary/keepDiary.js";
import { measureEvidence, type Evidence } from "./evidence/measureEvidence.js";
import { withEvidence } from "./evidence/withEvidence.js";
import { buildExplanations } from "./explain.js";
import { effectiveLosses30, expectedLosses30, type Next30 } from "./losses.js";
import { execute, row, rows, sqlFile } from "./query.js";
import { buildQueue } from "./queue.js";
import type { Trained } from "./train.js";

export interface Decisions {
  readonly tiers: Readonly<Record<TierId, number>>;
  readonly newlyAtRisk: number;
  readonly losses: { readonly heads: number; readonly money: number | null };
  readonly next30: Next30;
  readonly gates: readonly GateLight[];
  readonly queue: number;
  readonly programme: Programme;
}

interface DecideOptions {
  readonly playbook: Playbook;
  readonly trained: Trained;
  readonly asOf: string;
  readonly lineage: string;
  /** Registered experiments. */
  readonly plans: readonly RegisteredPlan[];
}

/** Turns scores into decisions: tiers, histogram, queue, explanations, expected losses, gates. Makes the marts' working tables. */
export async function decide(
  engine: Engine,
  { playbook, trained, asOf, lineage, plans }: DecideOptions,
): Promise<Decisions> {
  const { connection } = engine;
  await engine.make("tier_week_out", sqlFile("marts/tier_week"));
  await engine.make("histogram_week_out", sqlFile("marts/histogram_week"));
  await engine.bring("tier_week_out");
  await engine.bring("histogram_week_out");
  const found = await tierFacts(connection, asOf);
  const meanP = Object.fromEntries(found.flatMap(({ tier, customers, meanP: p }) => (customers ? [[tier, p]] : [])));
  const published = tierEconomics(playbook, meanP);
  const evidence = await measureEvidence(connection, { playbook, economics: published, asOf });
  const tiers = withOutcomes(found, evidence);
  const terms = { economics: withEvidence(published, evidence), curve: evidence.curve.used };
  const queue = await buildQueue(connection, playbook, terms);
  const allocation = await allocateWeek(connection, playbook, terms);
  await buildExplanations(connection, playbook, trained.models, asOf);
  await workingTables(connection, trained, asOf);
  const gates = makeGates(playbook, { asOf, trained, evidence, tiers });
  const next30 = await expectedLosses30(connection, playbook, asOf);
  const tested = trained.evaluation?.events ?? 0;
  const events = {
    soon: next30.method === "calibrated" ? await effectiveLosses30(connection) : tested,
    late: tested,
  };
  const forecasts = await forecastWeek(connection, { asOf, playbook, evidence, ...terms, meanP, events });
  await keepDiary(connection, forecasts, { lineage, asOf, horizonDays: playbook.horizonDays });
  return {
    ...(await weekTotals(connection, asOf)),
    next30,
    gates,
    queue,
    programme: {
      ...{ evidence, economics: terms.economics, allocation },
      experiments: await runExperiments(connection, { playbook, asOf, lineage, plans, evidence }),
      holdout: await holdoutFacts(connection, { playbook, economics: terms.economics, asOf }),
      roadmap: await roadmapFacts(connection, { playbook, asOf, gates, evidence }),
    },
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
      JSON.stringify(evaluationOf(trained)),
    ],
  );
}

/** Everything measured about a model: what an analyst asks the warehouse for. */
function evaluationOf({ evaluation, report, weeks, early }: Trained) {
  return evaluation ? { ...evaluation, ...report, weeks, early: early?.report } : null;
}

/** This week's tiers as the ROI model takes them. */
async function tierFacts(connection: DuckDBConnection, asOf: string): Promise<MeasuredTier[]> {
  const found = await rows<MeasuredTier>(
    connection,
    `select tier, customers, mean_p as "meanP", coalesce(mean_ltv, 0) as "meanLtv" from tier_week_out where as_of = ?::date`,
    [asOf],
  );
  return tierIds.map((tier) => found.find((row) => row.tier === tier) ?? { tier, customers: 0, meanP: 0, meanLtv: 0 });
}

/** With the uplift as own outcomes move it. */
function withOutcomes(found: readonly MeasuredTier[], { tiers }: Evidence): MeasuredTier[] {
  return found.map((row) => ({ ...row, uplift: tiers.find(({ tier }) => tier === row.tier)?.inUse }));
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
       coalesce(sum(expected_losses), 0) as heads, sum(money) as money
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

import type { Audience, GateLight, ModelSummary, RunInfo, WordsSummary } from "../../src/pageData.js";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Drift } from "../../src/model/drift.js";
import type { Programme } from "../decide/programme.js";
import type { Next30 } from "../losses.js";
import type { Plan } from "../plan.js";
import { row } from "../query.js";
import type { Trained } from "../train.js";
import { shown } from "./smallCounts.js";

/** What every page-data file is made from: the published history and this run's rows, both in the warehouse. */
export interface PageContext {
  readonly connection: DuckDBConnection;
  readonly runId: string;
  readonly audience: Audience;
}

/** Facts of a run that no mart holds; stored with the run. */
export interface RunFacts {
  readonly source: RunInfo["source"];
  readonly cadenceDays: number;
  readonly missingTables: readonly string[];
  readonly model: ModelSummary;
  readonly next30: Next30;
  readonly gates: readonly GateLight[];
  readonly modelChanged: boolean;
  /** The model's life this week: why one was trained, whether the old one stayed, how far customers have moved since. */
  readonly life?: {
    readonly training: Plan["training"];
    readonly kept: NonNullable<Trained["kept"]> | null;
    readonly drift: readonly Drift[] | null;
  };
  readonly programme: Programme;
  /** Who wrote the words and how many passed the checks at once; missing in runs before there were words. */
  readonly words?: WordsSummary;
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly rejected: number }[];
}

export async function runFacts({ connection, runId }: PageContext): Promise<RunFacts> {
  const { facts } = await row<{ facts: string }>(connection, "select facts from warehouse.run where run_id = ?", [
    runId,
  ]);
  return JSON.parse(facts) as RunFacts;
}

export async function runInfo(context: PageContext): Promise<RunInfo> {
  const { connection, runId, audience } = context;
  const facts = await runFacts(context);
  const run = await row<{ playbook: string; asOf: string; horizonDays: number; accepted: number; rejected: number }>(
    connection,
    `select playbook, as_of::varchar as "asOf", horizon_days as "horizonDays", accepted, rejected from warehouse.run where run_id = ?`,
    [runId],
  );
  const scored = await row<{
    active: number;
    lost: number;
    withoutScore: number;
    meanCoverage: number | null;
    weeks: number;
  }>(
    connection,
    `select count(*) filter (not is_lost) as active, count(*) filter (is_lost) as lost,
       count(*) filter (not is_lost and overall is null) as "withoutScore",
       avg(coverage::decimal(38, 12)) filter (not is_lost) as "meanCoverage",
       (select count(*) from week_pointer) as weeks
     from warehouse.score_week where run_id = ? and as_of = ?::date`,
    [runId, run.asOf],
  );
  const lost = shown(scored.lost, audience);
  return {
    runId,
    playbook: run.playbook,
    asOf: run.asOf,
    audience,
    source: facts.source,
    horizonDays: run.horizonDays,
    cadenceDays: facts.cadenceDays,
    weeks: scored.weeks,
    customers: {
      // less the withheld lost, or accepted less active would give them away
      accepted: lost === "<5" ? scored.active : run.accepted,
      active: scored.active,
      lost,
      rejected: run.rejected,
    },
    withoutScore: shown(scored.withoutScore, audience),
    meanCoverage: scored.meanCoverage ?? 0,
    missingTables: facts.missingTables,
    model: facts.model,
  };
}

import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunFacts } from "./pages/runInfo.js";
import { execute, rows } from "./query.js";
import { commitWords } from "./words/commitWords.js";
import { quoteIdentifier } from "./sqlText.js";

/** Marts that a run writes: the working table has the columns of the warehouse's, less `run_id`. */
const marts = [
  "run_week",
  "score_week",
  "explanation",
  "queue_week",
  "tier_week",
  "histogram_week",
  "rejects",
  "audit",
  "text_week",
  "forecast",
  "outcome",
  "experiment_plan",
] as const;

export interface RunRow {
  readonly runId: string;
  readonly playbook: string;
  readonly lineage: string;
  readonly asOf: string;
  readonly sourceKind: string;
  readonly inputHash: string;
  readonly codeHash: string;
  readonly seed: number;
  readonly horizonDays: number;
  readonly modelId: string;
  readonly accepted: number;
  readonly rejected: number;
  /** What pages and the report need and no mart holds. */
  readonly facts: RunFacts;
}

/**
 * Writes all of a run's rows in one transaction, with status `built`. Unpublished leftovers are replaced; a published run
 * of the same week stays until this one is published.
 */
export async function commitRun(connection: DuckDBConnection, run: RunRow): Promise<void> {
  for (const mart of ["customer_week", "queue_week"]) await matchColumns(connection, mart);
  await execute(connection, "begin transaction");
  try {
    await dropRuns(connection, `run_id = ? or (status = 'built' and lineage = ?)`, [run.runId, run.lineage]);
    for (const mart of [...marts, "customer_week"])
      await execute(
        connection,
        `insert into warehouse.${mart} by name select ?::varchar as run_id, * from ${mart}_out`,
        [run.runId],
      );
    await execute(
      connection,
      `insert into warehouse.model_run by name select ?::varchar as run_id, * from model_run_out
       where model_id not in (select model_id from warehouse.model_run)`,
      [run.runId],
    );
    await commitWords(connection, run);
    await execute(
      connection,
      `insert into warehouse.run values (?, ?, ?, ?::date, 'built', null, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)`,
      [
        ...[run.runId, run.playbook, run.lineage, run.asOf, run.sourceKind, run.inputHash, run.codeHash],
        ...[
          BigInt(run.seed),
          run.horizonDays,
          run.modelId,
          BigInt(run.accepted),
          BigInt(run.rejected),
          JSON.stringify(run.facts),
        ],
      ],
    );
    await execute(connection, "commit");
  } catch (error) {
    await execute(connection, "rollback").catch(() => undefined);
    throw error;
  }
}

/** Makes a built run the published one and drops what it replaces: earlier runs of the same week and lineage. */
export async function markPublished(connection: DuckDBConnection, runId: string): Promise<void> {
  await execute(connection, "begin transaction");
  await execute(
    connection,
    `update warehouse.run set status = 'published',
       published_order = (select coalesce(max(published_order), 0) + 1 from warehouse.run)
     where run_id = ?`,
    [runId],
  );
  await dropRuns(
    connection,
    `run_id != ? and (lineage, as_of) in (select lineage, as_of from warehouse.run where run_id = ?)`,
    [runId, runId],
  );
  await execute(connection, "commit");
}

async function dropRuns(connection: DuckDBConnection, where: string, values: string[]): Promise<void> {
  const old = await rows<{ run_id: string }>(connection, `select run_id from warehouse.run where ${where}`, values);
  for (const { run_id } of old)
    for (const table of [...marts, "customer_week", "run"])
      await execute(connection, `delete from warehouse.${table} where run_id = ?`, [run_id]);
}

/** Feature columns differ between playbooks and flat tables: the mart grows a column when a new one comes. */
async function matchColumns(connection: DuckDBConnection, mart: string): Promise<void> {
  await execute(
    connection,
    `create table if not exists warehouse.${mart} (run_id varchar, as_of date, customer_id varchar)`,
  );
  const columns = await rows<{ name: string; type: string }>(
    connection,
    `select column_name as name, column_type as type from (describe ${mart}_out)`,
  );
  for (const { name, type } of columns)
    await execute(
      connection,
      `alter table warehouse.${mart} add column if not exists ${quoteIdentifier(name)} ${type}`,
    );
}

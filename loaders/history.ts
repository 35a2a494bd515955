import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunFacts } from "./pages/runInfo.js";
import { execute, row } from "./query.js";

export interface History {
  /** The last published week before this run's. */
  readonly lastWeek: string | null;
  readonly lastRunId: string | null;
  /** Accepted rows by table of the run that published it. */
  readonly lastAccepted: Readonly<Record<string, number>> | null;
}

/**
 * What earlier runs of this lineage published, seen from `asOf`: temp table `published_week(as_of, run_id)`. A run never
 * sees weeks on or after its own, so that running a week twice gives the same rows.
 * @returns the last published week before `asOf`, and the run that scored it
 */
export async function openHistory(
  connection: DuckDBConnection,
  { lineage, asOf }: { lineage: string; asOf: string },
): Promise<History> {
  await execute(
    connection,
    `create or replace temp table published_week as
     select run_week.as_of, arg_max(run.run_id, run.published_order) as run_id
     from warehouse.run_week
     join warehouse.run using (run_id)
     where run.status = 'published' and run.lineage = ? and run.as_of < ?::date
     group by run_week.as_of`,
    [lineage, asOf],
  );
  const last = await row<{ lastWeek: string | null; lastRunId: string | null; facts: string | null }>(
    connection,
    `with last as (select max(as_of)::varchar as "lastWeek", arg_max(run_id, as_of) as "lastRunId" from published_week)
     select last.*, run.facts from last left join warehouse.run on run.run_id = last."lastRunId"`,
  );
  const tables = last.facts ? (JSON.parse(last.facts) as RunFacts).tables : null;
  return {
    lastWeek: last.lastWeek,
    lastRunId: last.lastRunId,
    lastAccepted: tables && Object.fromEntries(tables.map(({ table, rows, rejected }) => [table, rows - rejected])),
  };
}

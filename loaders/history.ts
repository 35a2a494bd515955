import type { DuckDBConnection } from "@duckdb/node-api";
import { execute, row } from "./query.js";

/**
 * What earlier runs of this lineage published, seen from `asOf`: temp table `published_week(as_of, run_id)`. A run never
 * sees weeks on or after its own, so that running a week twice gives the same rows.
 * @returns the last published week before `asOf`, and the run that scored it
 */
export async function openHistory(
  connection: DuckDBConnection,
  { lineage, asOf }: { lineage: string; asOf: string },
): Promise<{ lastWeek: string | null; lastRunId: string | null; lastAccepted: number | null; weeks: number }> {
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
  return row(
    connection,
    `select max(as_of) as "lastWeek", arg_max(run_id, as_of) as "lastRunId", count(*) as weeks,
       (select accepted from warehouse.run where run_id = (select arg_max(run_id, as_of) from published_week)) as "lastAccepted"
     from published_week`,
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { execute, rows, sqlFile } from "../query.js";
import type { Forecast } from "./forecastWeek.js";

const columns = '[{"as_of":"DATE","metric":"VARCHAR","due_on":"DATE","value":"DOUBLE","low":"DOUBLE","high":"DOUBLE"}]';

/**
 * Freezes this week's forecast and scores what has come due: makes `forecast_out` and `outcome_out`. Once a later week is
 * published, a week's forecast stands as it was: running the week again does not rewrite it. Only runs that were really
 * made have forecasts; backfilled weeks have none.
 */
export async function keepDiary(
  connection: DuckDBConnection,
  forecasts: readonly Forecast[],
  { lineage, asOf, horizonDays }: { lineage: string; asOf: string; horizonDays: number },
): Promise<void> {
  const frozen = await rows<Forecast & { as_of: string }>(
    connection,
    `select forecast.as_of, metric, due_on, value, low, high from warehouse.forecast join warehouse.run using (run_id)
     where run.lineage = ? and run.status = 'published' and forecast.as_of = ?::date
       and exists (select 1 from warehouse.run as later
         where later.lineage = run.lineage and later.status = 'published' and later.as_of > forecast.as_of)
     order by metric`,
    [lineage, asOf],
  );
  const kept = frozen.length ? frozen : forecasts.map((one) => ({ as_of: asOf, ...one }));
  await execute(
    connection,
    `create or replace temp table forecast_out as select unnest(from_json(?::json, '${columns}'), recursive := true)`,
    [JSON.stringify(kept)],
  );
  await execute(
    connection,
    `create or replace temp table made as
     select forecast.* from warehouse.forecast join warehouse.run using (run_id)
     where run.lineage = ? and run.status = 'published' and run.as_of < ?::date`,
    [lineage, asOf],
  );
  await execute(
    connection,
    "create or replace temp table params as select ?::date as as_of, ?::integer as horizon_days",
    [asOf, horizonDays],
  );
  await execute(connection, `create or replace temp table outcome_out as ${sqlFile("marts/outcome")}`);
}

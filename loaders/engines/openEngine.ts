import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbEngine } from "./duckdbEngine.js";
import type { Engine } from "./engine.js";
import { SparkEngine } from "./sparkEngine.js";
import { reachMaster, type SparkSettings } from "./sparkSettings.js";

/** The engine that a run asked for. @throws UserError for a cluster that does not answer */
export async function openEngine(
  connection: DuckDBConnection,
  spark: SparkSettings | undefined,
  log: (line: string) => void,
): Promise<Engine> {
  if (!spark) return duckdbEngine(connection);
  await reachMaster(spark.master);
  return new SparkEngine(connection, spark, log);
}

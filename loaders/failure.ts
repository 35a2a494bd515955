import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "./query.js";
import type { Report } from "./report.js";
import { rejectsCsv } from "./sources/rejectsCsv.js";

/** Where the last failed run of a warehouse is kept. */
export function failureFolder(warehouse: string): string {
  return `${warehouse}.failed`;
}

/** Keeps the report, the audit and the rejects of a run that failed; the warehouse holds successful runs only. */
export async function keepFailure(
  warehouse: string,
  report: Report,
  connection: DuckDBConnection | undefined,
): Promise<void> {
  const dir = failureFolder(warehouse);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  if (!connection) return;
  // a run that failed early has neither table
  const audit = await rows(connection, "select * from staging.audit").catch(() => undefined);
  if (audit) writeFileSync(join(dir, "audit.json"), `${JSON.stringify(audit, null, 2)}\n`);
  const rejects = await rejectsCsv(connection).catch(() => undefined);
  if (rejects) writeFileSync(join(dir, "rejects.csv"), rejects);
}

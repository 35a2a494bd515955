import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "./query.js";
import type { Report } from "./report.js";
import { rejectsCsv } from "./sources/rejectsCsv.js";
import { openWorkspace, type Workspace } from "./workspace.js";

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
  const isCommitted = await rows(connection, "select 1 from staging.audit limit 0").then(
    () => false,
    () => true,
  );
  const of = (table: string) =>
    isCommitted ? `(from warehouse.${table} select * exclude (run_id) where run_id = $1)` : `staging.${table}`;
  const values = isCommitted ? [report.run_id ?? ""] : undefined;
  // a run that failed early has neither table
  const audit = await rows(connection, `select * from ${of("audit")}`, values).catch(() => undefined);
  if (audit) writeFileSync(join(dir, "audit.json"), `${JSON.stringify(audit, null, 2)}\n`);
  const rejects = await rejectsCsv(connection, of("rejects"), values).catch(() => undefined);
  if (rejects) writeFileSync(join(dir, "rejects.csv"), rejects);
}

/** The same, wherever the run died: once it was committed, its rows lie in the warehouse, which is closed by then. */
export async function keepFailedRun(warehouse: string, report: Report, workspace?: Workspace): Promise<void> {
  if (workspace?.isOpen || !report.run_id) {
    await keepFailure(warehouse, report, workspace?.isOpen ? workspace.connection : undefined);
    return;
  }
  const reopened = await openWorkspace(warehouse).catch(() => undefined);
  try {
    await keepFailure(warehouse, report, reopened?.connection);
  } finally {
    reopened?.close();
  }
}

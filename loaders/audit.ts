import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../src/pageData.js";
import type { Playbook } from "../src/playbooks/types.js";
import { checkFindings } from "./audit/checks.js";
import { collapseFindings, type PreviousRun } from "./audit/collapseFindings.js";
import { columnFindings } from "./audit/columnFindings.js";
import { fileFindings } from "./audit/fileFindings.js";
import { gravestFirst } from "./audit/finding.js";
import { rejectFindings, rejectShareFindings } from "./audit/rejectFindings.js";
import { scoreFindings } from "./audit/scoreFindings.js";
import { timeFindings } from "./audit/timeFindings.js";
import { execute } from "./query.js";
import type { IngestResult } from "./sources/ingest.js";

export interface Audit {
  /** Gravest first. */
  readonly findings: readonly AuditFinding[];
  /** The run must not go on: the data would mislead. */
  readonly refuse: boolean;
}

/**
 * Looks over what {@link ingest} staged and writes `staging.audit`, one row a finding.
 * @param previous accepted rows of the last published run; without it a collapse cannot be seen
 */
export async function audit(
  connection: DuckDBConnection,
  result: IngestResult,
  playbook: Playbook,
  previous?: PreviousRun,
): Promise<Audit> {
  const findings = gravestFirst([
    ...rejectShareFindings(result, playbook.audit),
    ...collapseFindings(result, playbook.audit, previous),
    ...(await timeFindings(connection, result, playbook)),
    ...(await rejectFindings(connection)),
    ...(await checkFindings(connection, result)),
    ...fileFindings(result),
    ...(await columnFindings(connection, result, playbook)),
  ]);
  await writeAudit(connection, findings);
  return { findings, refuse: findings.some(({ severity }) => severity === "refuse") };
}

/**
 * Looks over this week's scores and adds what it finds to `staging.audit`; runs after scoring.
 * @param options the week, and the last published one; without it there is nothing to compare with
 */
export async function auditScores(
  connection: DuckDBConnection,
  options: { playbook: Playbook; asOf: string; lastWeek: string | null },
): Promise<Audit> {
  const findings = gravestFirst(await scoreFindings(connection, options));
  await addFindings(connection, findings);
  return { findings, refuse: findings.some(({ severity }) => severity === "refuse") };
}

async function writeAudit(connection: DuckDBConnection, findings: readonly AuditFinding[]): Promise<void> {
  await execute(
    connection,
    `create or replace table staging.audit (finding varchar, severity varchar, table_name varchar, column_name varchar,
       count bigint, example varchar, text_zh varchar, text_en varchar)`,
  );
  await addFindings(connection, findings);
}

async function addFindings(connection: DuckDBConnection, findings: readonly AuditFinding[]): Promise<void> {
  for (const { id, severity, table, column, count, example, text } of findings) {
    await execute(connection, "insert into staging.audit values (?, ?, ?, ?, ?, ?, ?, ?)", [
      id,
      severity,
      table,
      column ?? null,
      BigInt(Math.round(count)),
      example ?? null,
      text.zh,
      text.en,
    ]);
  }
}

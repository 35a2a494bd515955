import type { AuditFinding } from "../../src/pageData.js";
import type { AuditLimits } from "../../src/playbooks/types.js";
import type { IngestResult } from "../sources/ingest.js";
import { count as counted, finding, number, percent } from "./finding.js";

/** Accepted rows by table of the last published run. */
export interface PreviousRun {
  readonly accepted: Readonly<Record<string, number>>;
}

/** Fewer rows than a given share of the last published run's: half an export must not become this week's truth. */
export function collapseFindings(
  result: IngestResult,
  { minRowShare }: AuditLimits,
  previous?: PreviousRun,
): AuditFinding[] {
  return Object.entries(previous?.accepted ?? {}).flatMap(([table, before]) => {
    const now = result.tables.find(({ name }) => name === table)?.accepted ?? 0;
    if (before === 0 || now >= minRowShare * before) return [];
    return finding(
      { id: "row_collapse", severity: "refuse", table, count: now, example: String(before) },
      `接受 ${number(now)} 行，只有上次发布的 ${percent(now / before)}（${number(before)} 行），下限 ${percent(minRowShare)}`,
      `${counted(now, "row")} accepted, ${percent(now / before)} of the last published run's ${number(before)}; at least ${percent(minRowShare)} needed`,
    );
  });
}

import type { AuditFinding } from "../../src/pageData.js";
import type { Text } from "../../src/playbooks/types.js";

type Parts = Pick<AuditFinding, "id" | "severity" | "table"> &
  Partial<Pick<AuditFinding, "column" | "count" | "example">>;

/** A finding with its sentence in both languages; the example is cut to 200 characters. */
export function finding(parts: Parts, zh: string, en: string): AuditFinding {
  const text: Text = { zh, en };
  return { ...parts, count: parts.count ?? 0, example: parts.example?.slice(0, 200), text };
}

/** 1234.5 with separators, 12.3% for shares: the same in both languages. */
export const number = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
/** 1 row, 2 rows. */
export const count = (value: number, one: string): string => `${number(value)} ${one}${value === 1 ? "" : "s"}`;
export const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.001 ? 2 : 1)}%`;

const order = ["refuse", "warn", "info"];

/** Gravest first, otherwise as found. */
export function gravestFirst(findings: readonly AuditFinding[]): AuditFinding[] {
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

import { csvCell } from "../../sources/rejectsCsv.js";
import type { CrmItem } from "./crmItems.js";

const columns: readonly (keyof CrmItem)[] = [
  ...(["rank", "customer_id", "owner", "tier", "channel", "action_zh", "action_en", "contact_by"] as const),
  ...(["days_since_crossing", "expected_gain", "cost_of_waiting", "cost", "as_of", "key"] as const),
];

/** This week's queue as CSV for a spreadsheet or an import: UTF-8 with a byte-order mark, CRLF, no cell a formula. */
export function crmCsv(items: readonly CrmItem[]): string {
  const lines = [columns, ...items.map((item) => columns.map((name) => item[name]))];
  return `\uFEFF${lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("")}`;
}

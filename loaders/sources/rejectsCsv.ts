import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { rows } from "../query.js";
import { rejectReasonText } from "./rejectReason.js";

interface RejectedRow {
  readonly table_name: string;
  readonly file: string;
  readonly line: number;
  readonly column_name: string | null;
  readonly value: string | null;
  readonly reason: string;
}

const header = ["table", "file", "line", "column", "value", "reason", "reason_zh", "reason_en"];

/**
 * The rows set aside as CSV for a spreadsheet: UTF-8 with a byte-order mark, CRLF. A cell that a spreadsheet would take
 * for a formula gets an apostrophe in front.
 * @param relation SQL that names them; `values` are its parameters
 */
export async function rejectsCsv(
  connection: DuckDBConnection,
  relation = "staging.rejects",
  values?: DuckDBValue[],
): Promise<string> {
  const rejected = await rows<RejectedRow>(connection, `select * from ${relation}`, values);
  const lines = rejected.map(({ table_name, file, line, column_name, value, reason }) => [
    ...[table_name, file, line, column_name, value, reason],
    rejectReasonText(reason, "zh"),
    rejectReasonText(reason, "en"),
  ]);
  return `\uFEFF${[header, ...lines].map((line) => `${line.map(csvCell).join(",")}\r\n`).join("")}`;
}

/** One cell, quoted where needed, never a formula. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const harmless = typeof value === "string" && /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { staged } from "./stageTable.js";
import type { InputColumn } from "./tables.js";
import { quoteIdentifier } from "../sqlText.js";

/** YYYY-MM-DD of the newest event in a staged table; due dates and other plans do not count. */
export async function newestDates(
  connection: DuckDBConnection,
  table: string,
  columns: readonly InputColumn[],
): Promise<string | undefined> {
  const events = columns.filter((column) => column.event).map((column) => `max(${quoteIdentifier(column.name)})`);
  if (events.length === 0) return undefined;
  const reader = await connection.runAndReadAll(
    `select strftime(greatest(${events.map((newest) => `cast(${newest} as date)`).join(", ")}), '%Y-%m-%d') from ${staged(table)}`,
  );
  const newest = reader.getRows()[0]?.[0];
  return newest == null ? undefined : String(newest);
}

/** The last given ISO weekday (1 is Monday) not after the newest date of any table. */
export function asOfDate(tables: readonly { readonly newestDate?: string }[], weekday: number): string | undefined {
  const newest = tables
    .flatMap(({ newestDate }) => newestDate ?? [])
    .sort()
    .at(-1);
  if (newest === undefined) return undefined;
  const date = new Date(`${newest}T00:00:00Z`);
  const isoWeekday = ((date.getUTCDay() + 6) % 7) + 1;
  date.setUTCDate(date.getUTCDate() - ((isoWeekday - weekday + 7) % 7));
  return date.toISOString().slice(0, 10);
}

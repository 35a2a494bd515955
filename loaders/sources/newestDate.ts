import type { DuckDBConnection } from "@duckdb/node-api";
import { staged } from "./stageTable.js";
import type { InputColumn } from "./tables.js";
import { addDays } from "../calendar.js";
import { quoteIdentifier } from "../sqlText.js";

/** Tables that fill up every week; the others may run ahead of them by a little, a slip of the keyboard by years. */
export const steadyTables: readonly string[] = ["usage", "feature_usage", "visits", "app_activity", "value"];

/** A date so far beyond nearly all others is a slip, not the newest event. */
const slipDays = 35;

/**
 * YYYY-MM-DD of the newest event in a staged table. Due dates and other plans do not count, nor do dates more than 35
 * days after the 99.9 % quantile of their column: one visit in 2099 must not move `as_of` there.
 */
export async function newestDate(
  connection: DuckDBConnection,
  table: string,
  columns: readonly InputColumn[],
): Promise<string | undefined> {
  const days = columns.filter((column) => column.event).map(({ name }) => `cast(${quoteIdentifier(name)} as date)`);
  if (days.length === 0) return undefined;
  const newest = days.map((day) => `(${newestSql(table, day)})`);
  const reader = await connection.runAndReadAll(`select strftime(greatest(${newest.join(", ")}), '%Y-%m-%d')`);
  const found = reader.getRows()[0]?.[0];
  return found == null ? undefined : String(found);
}

/** Days are counted first: there are a few thousand of them, however many the rows. */
function newestSql(table: string, day: string): string {
  return `with days as (select ${day} as day, count(*) as n from ${staged(table)} where ${day} is not null group by all),
    counted as (select day, sum(n) over (order by day) as n_until, sum(n) over () as n_all from days)
    select max(day) from counted
    where day <= (select min(day) from counted where n_until >= 0.999 * n_all) + ${slipDays}`;
}

/** The last given ISO weekday (1 is Monday) not after the newest event of any table, slips aside. */
export function asOfDate(
  tables: readonly { readonly name: string; readonly newestDate?: string }[],
  weekday: number,
): string | undefined {
  const dated = tables.flatMap(({ name, newestDate: newest }) => (newest ? [{ name, newest }] : []));
  const newestOf = (some: typeof dated) =>
    some
      .map(({ newest }) => newest)
      .sort()
      .at(-1);
  const steady = newestOf(dated.filter(({ name }) => steadyTables.includes(name)));
  const limit = steady && addDays(steady, slipDays);
  const newest = newestOf(dated.filter((table) => !limit || table.newest <= limit));
  if (newest === undefined) return undefined;
  const isoWeekday = ((new Date(`${newest}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return addDays(newest, -((isoWeekday - weekday + 7) % 7));
}

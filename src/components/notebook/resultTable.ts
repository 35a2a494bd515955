import type { PageContext } from "../context.js";
import { dataTable, type Column } from "../dataTable.js";
import { notebookWords } from "./words.js";
import type { QueryResult, ResultColumn } from "./queryResult.js";

/** A result as a table that sorts, searches and downloads; a row is an index into the columns. */
export function resultTable({ lang, run }: PageContext, result: QueryResult): HTMLElement {
  return dataTable<number>({
    lang,
    caption: notebookWords[lang].result,
    rows: Array.from({ length: result.rows }, (_, i) => i),
    columns: result.columns.map(column),
    keepsEmpty: true,
    searched: (i) => result.columns.map(({ values }) => values[i] ?? "").join(" "),
    fileName: `holdfast-query-${run.asOf}`,
  });
}

function column({ name, kind, values }: ResultColumn, i: number): Column<number> {
  const decimals = kind === "number" ? decimalsOf(values) : 0;
  return {
    id: `column-${i}`,
    label: name,
    isNumber: kind === "number",
    value: (row) => {
      const value = values[row]!;
      return typeof value === "boolean" ? String(value) : value;
    },
    cell: (row) => written(values[row]!, decimals),
  };
}

/** As many as the column needs, so that its points stand below each other: up to four, one among thousands. */
function decimalsOf(values: ResultColumn["values"]): number {
  const numbers = values.filter((value) => typeof value === "number");
  const most = numbers.some((value) => Math.abs(value) >= 1_000) ? 1 : 4;
  const isEnough = (decimals: number) =>
    numbers.every((value) => Math.abs(Number(value.toFixed(decimals)) - Number(value.toFixed(most))) < 1e-9);
  return [0, 1, 2, 3].find((decimals) => decimals < most && isEnough(decimals)) ?? most;
}

function written(value: ResultColumn["values"][number], decimals: number): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return value
    .toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace("-", "−");
}

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

/** As many as the column needs, so that its points stand below each other: none for whole numbers, fewer for larger ones. */
function decimalsOf(values: ResultColumn["values"]): number {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.every((value) => Number.isInteger(value))) return 0;
  const most = numbers.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return most >= 1_000 ? 1 : most >= 10 ? 2 : 4;
}

function written(value: ResultColumn["values"][number], decimals: number): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return value
    .toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace("-", "−");
}

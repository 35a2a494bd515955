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
  return {
    id: `column-${i}`,
    label: name,
    isNumber: kind === "number",
    value: (row) => {
      const value = values[row]!;
      return typeof value === "boolean" ? String(value) : value;
    },
    cell: (row) => written(values[row]!),
  };
}

function written(value: ResultColumn["values"][number]): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) >= 1_000 ? 1 : 4 }).replace("-", "−");
}

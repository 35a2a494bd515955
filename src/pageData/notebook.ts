import type { StoredColumn } from "../packedColumns.js";
import type { Text } from "../playbooks/types.js";
import type { RunInfo } from "./run.js";

export type NotebookType = "text" | "number" | "date" | "boolean";

export type NotebookValue = string | number | boolean | null;

export interface NotebookColumn {
  readonly name: string;
  readonly type: NotebookType;
}

/** What a table of the SQL page holds, without its rows. */
export interface NotebookTable {
  readonly name: string;
  /** Its grain. */
  readonly about: Text;
  readonly rows: number;
  readonly columns: readonly NotebookColumn[];
}

/** A column with its rows, decimals rounded to six places; `values`, packed in a long table, hold a `NotebookValue` a row. */
export interface FilledColumn extends NotebookColumn {
  readonly values: StoredColumn;
}

export interface FilledTable {
  readonly name: string;
  readonly columns: readonly FilledColumn[];
}

/** notebook.json: which tables the SQL page answers from; executive builds hold none. */
export interface NotebookData {
  readonly run: RunInfo;
  readonly tables?: readonly NotebookTable[];
}

/** notebook-tables.json: the rows of those tables, which only a query needs; executive builds hold `{}`. */
export interface NotebookTablesData {
  readonly tables?: readonly FilledTable[];
}

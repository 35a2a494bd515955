import type { StoredColumn } from "../packedColumns.js";
import type { Text } from "../playbooks/types.js";
import type { RunInfo } from "./run.js";

export type NotebookType = "text" | "number" | "date" | "boolean";

export type NotebookValue = string | number | boolean | null;

/** One column of a table, decimals rounded to six places; `values`, packed in a long table, hold a `NotebookValue` a row. */
export interface NotebookColumn {
  readonly name: string;
  readonly type: NotebookType;
  readonly values: StoredColumn;
}

export interface NotebookTable {
  readonly name: string;
  /** Its grain. */
  readonly about: Text;
  readonly rows: number;
  readonly columns: readonly NotebookColumn[];
}

/** notebook.json: this week's tables for the SQL page; executive builds hold none. */
export interface NotebookData {
  readonly run: RunInfo;
  readonly tables?: readonly NotebookTable[];
}

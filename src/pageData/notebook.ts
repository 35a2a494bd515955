import type { Text } from "../playbooks/types.js";
import type { RunInfo } from "./run.js";

export type NotebookType = "text" | "number" | "date" | "boolean";

/** One column of a table; `values` has one item a row, decimals rounded to six places. */
export interface NotebookColumn {
  readonly name: string;
  readonly type: NotebookType;
  readonly values: readonly (string | number | boolean | null)[];
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

export type CellFormat = "text" | "head" | "title" | "number" | "whole" | "percent" | "percentFine" | "decimal";

/** A formula has no result stored with it: whoever opens the workbook computes it. */
export type Cell =
  | { readonly kind: "text"; readonly text: string; readonly format?: CellFormat }
  | { readonly kind: "number"; readonly value: number; readonly format?: CellFormat }
  | { readonly kind: "formula"; readonly formula: string; readonly format?: CellFormat }
  | { readonly kind: "empty" };

export interface Sheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** Defined names: the cell of each, by column letter and row number. */
  readonly names: Readonly<Record<string, string>>;
}

export const text = (value: string, format: CellFormat = "text"): Cell => ({ kind: "text", text: value, format });
export const number = (value: number, format: CellFormat = "number"): Cell =>
  Number.isFinite(value) ? { kind: "number", value, format } : { kind: "formula", formula: "NA()", format };
export const formula = (value: string, format: CellFormat = "number"): Cell => ({
  kind: "formula",
  formula: value,
  format,
});
export const empty: Cell = { kind: "empty" };

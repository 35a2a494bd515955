/** One query of the notebook and how its result is shown. */
export interface NotebookCell {
  readonly sql: string;
  readonly view: CellView;
}

export const cellViews = ["table", "bar", "line"] as const;
export type CellView = (typeof cellViews)[number];

export const mostCells = 20;
export const longestSql = 4_000;

/** Cells as the part of an address behind `#`, which browsers keep to themselves: a query may name a customer. */
export function encodeCells(cells: readonly NotebookCell[]): string {
  return cells.map(({ sql, view }) => `${view}=${encodeURIComponent(sql)}`).join("&");
}

export interface DecodedCells {
  readonly cells: readonly NotebookCell[];
  /** Parts that are no cell, too long or too many, and were left out. */
  readonly dropped: number;
}

/** Reads what somebody may have changed by hand: nothing is taken that `encodeCells` could not have written. */
export function decodeCells(hash: string): DecodedCells {
  const parts = hash.replace(/^#/, "").split("&").filter(Boolean);
  const cells = parts.flatMap((part) => cellOf(part) ?? []).slice(0, mostCells);
  return { cells, dropped: parts.length - cells.length };
}

function cellOf(part: string): NotebookCell | undefined {
  const [name = "", ...rest] = part.split("=");
  const view = cellViews.find((each) => each === name);
  const sql = decoded(rest.join("="));
  return view && sql?.trim() && sql.length <= longestSql ? { view, sql } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

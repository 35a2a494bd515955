export interface SheetRow {
  /** 1 being the sheet's first. */
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

export interface Header {
  readonly line: number;
  /** Trimmed; a column without a name is "". */
  readonly names: readonly string[];
}

/** How many rows titles and notes above a table may take. */
export const searchedRows = 50;
/** A header names at least this share of the columns that the rows below fill. */
const namedShare = 0.6;

/**
 * The line that names the columns, in a sheet as an office exports it: titles, dates and empty lines may stand above it,
 * and group names over several columns. The line with most known names wins, then the first that names enough columns,
 * all in words. A column without a name takes that of the line above: a cell merged over both.
 */
export function findHeader(rows: readonly SheetRow[], known: ReadonlySet<string>): Header | undefined {
  const width = Math.max(0, ...rows.map(({ cells }) => filled(cells)));
  const scored = rows.map((row, index) => ({ index, known: countKnown(row.cells, known) }));
  const best = scored.reduce((a, b) => (b.known > a.known ? b : a), { index: -1, known: 0 });
  const index =
    best.known > 0 ? best.index : rows.findIndex(({ cells }) => isWords(cells) && filled(cells) >= namedShare * width);
  const row = rows[index];
  if (!row) return undefined;
  const above = rows[index - 1];
  const isGroup = above !== undefined && above.line === row.line - 1 && filled(above.cells) > 1;
  const names = Array.from({ length: Math.max(row.cells.length, isGroup ? above.cells.length : 0) }, (_, column) =>
    (row.cells[column] ?? (isGroup ? above.cells[column] : "") ?? "").replace(/\s+/g, " ").trim(),
  );
  return { line: row.line, names };
}

const filled = (cells: SheetRow["cells"]) => cells.filter((cell) => cell !== null).length;

const countKnown = (cells: SheetRow["cells"], known: ReadonlySet<string>) =>
  cells.filter((cell) => cell !== null && known.has(cell.trim().toLowerCase())).length;

/** No number and no date among the names; digits within a name are fine. */
function isWords(cells: SheetRow["cells"]): boolean {
  return cells.every((cell) => cell === null || !/^[\s\d.,:/%+-]+$/.test(cell));
}

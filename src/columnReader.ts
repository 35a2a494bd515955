import { bytesOf, type PackedColumn, type StoredColumn } from "./packedColumns.js";

/** One column of a table, read row by row: a page shows forty rows of 200,000, and unpacks no more than it shows. */
export interface ColumnReader<T> {
  at(row: number): T;
  /** The different values, for columns stored as levels; undefined where that would mean to read every row. */
  readonly levels?: readonly T[];
  /** Place of each row's value in `levels`. */
  readonly codes?: ArrayLike<number>;
  /** All rows' texts, one a line, for columns stored so. */
  readonly lines?: string;
}

/** Reads a column as a page data file holds it. */
export function columnReader<T>(column: StoredColumn): ColumnReader<T> {
  if (Array.isArray(column)) return { at: (row) => column[row] as T };
  const packed = column as PackedColumn;
  if (packed.kind === "texts") return { at: lineReader(packed.lines) as (row: number) => T, lines: packed.lines };
  const bytes = bytesOf(packed.codes);
  if (packed.kind === "levels") {
    const codes = packed.size === 1 ? bytes : new Uint16Array(bytes.buffer);
    const levels = packed.levels as readonly T[];
    return { at: (row) => levels[codes[row]!]!, levels, codes };
  }
  const codes = new Uint32Array(bytes.buffer);
  const { scale, least = 0 } = packed;
  return { at: (row) => (codes[row] ? (codes[row] - 1 + least) / scale : null) as T };
}

/** Looks for line ends no further than it was asked to. */
function lineReader(lines: string): (row: number) => string {
  const starts = [0];
  return (row) => {
    while (starts.length <= row + 1) {
      const end = lines.indexOf("\n", starts.at(-1));
      starts.push(end < 0 ? lines.length + 1 : end + 1);
    }
    return lines.slice(starts[row], starts[row + 1]! - 1);
  };
}

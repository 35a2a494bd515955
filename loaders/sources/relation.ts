import type { LineMap } from "./lineMap.js";

/** What a reader hands on: rows the database can select from, and how to name the place of each. */
export interface Relation {
  readonly columns: readonly RelationColumn[];
  /** What follows FROM. */
  readonly from: string;
  /** SQL of the record's ordinal, 1 being the first. */
  readonly ordinal: string;
  /** Lines of records; undefined where the format has none, and the ordinal names the place. */
  readonly lines?: LineMap;
  /** Records that cannot even be split into columns. */
  readonly broken: readonly { readonly line: number; readonly reason: string; readonly value: string }[];
  /** SQL that is true for a record that is no row at all. */
  readonly notARecord?: string;
  /** SQL of a flaw that the reader found itself, tried after those of the columns; NULL for a good row. */
  readonly flaw?: string;
  /** Rows that must arrive, when the reader has counted them. */
  readonly expectedRows?: number;
  /** The same file once more, with these records (ordinal to reason) set aside. */
  readonly without?: (refused: ReadonlyMap<number, string>) => Promise<Relation>;
  readonly encoding: string;
}

export interface RelationColumn {
  /** As the file spells it, trimmed. */
  readonly name: string;
  /** As the file spells it, where `name` is another's: of a renamed column. */
  readonly spelt?: string;
  /** SQL of the raw value. */
  readonly sql: string;
  /** The database's type of `sql`; VARCHAR for text formats. */
  readonly type: string;
}

import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableName } from "../../src/playbooks/types.js";
import { quoteIdentifier } from "../sqlText.js";
import type { TableMapping } from "./mapping.js";
import type { Opened, OpenOptions } from "./openFile.js";
import type { Part } from "./openSource.js";
import { renameColumns } from "./renameColumns.js";
import type { JudgedPart } from "./setAside.js";
import type { StagedPart } from "./stageTable.js";
import type { InputColumn } from "./tables.js";

/** A table's files, and what they call the dictionary's columns. */
export interface TableParts {
  readonly name: TableName;
  readonly parts: readonly Part[];
  readonly renames: TableMapping["columns"];
  /** Where copies may be put. */
  readonly folder: string;
}

export interface ReadParts {
  readonly parts: readonly JudgedPart[];
  readonly names: ReadonlyMap<string, string>;
  readonly hashes: string[];
  /** What else the files hold and was not asked for. */
  readonly others: string[];
  readonly rows: number;
}

export interface StagedTable extends ReadParts {
  readonly rejected: number;
}

export interface PartReader {
  /** Another way to open a part; undefined for those that are opened as ever. */
  readonly open?: (part: Part, place: number, options: OpenOptions) => Promise<Opened | undefined>;
  /** Has the rows of an opened part staged. */
  readonly stage: (opened: JudgedPart, place: number) => Promise<StagedPart>;
}

/** Opens the files of a table one after another, and has the rows of each staged. */
export async function readParts(
  connection: DuckDBConnection,
  columns: readonly InputColumn[],
  { parts, renames, folder }: TableParts,
  { open, stage }: PartReader,
): Promise<ReadParts> {
  const judged: JudgedPart[] = [];
  const [hashes, others]: [string[], string[]] = [[], []];
  let rows = 0;
  let names: ReadonlyMap<string, string> = new Map();
  const options = { ...sourceColumns(columns, renames), folder, table: "opened" };
  for (const [place, part] of parts.entries()) {
    const opened = (await open?.(part, place, options)) ?? (await part.open(connection, options));
    const { shown } = opened;
    // columns are called as in the dictionary; `names` has what the source calls them itself
    const renamed = renameColumns(opened.relation, renames, shown);
    names = renamed.names;
    const staged = await stage({ shown, relation: renamed.relation }, place);
    if (opened.table) await connection.run(`drop table ${quoteIdentifier(opened.table)}`);
    rows += staged.rows + staged.relation.broken.length;
    hashes.push(opened.hash);
    others.push(...opened.unread);
    judged.push({ shown, relation: staged.relation });
  }
  return { parts: judged, names, hashes, others, rows };
}

/** What a source calls the dictionary's columns, in lower case, and which of them hold dates. */
function sourceColumns(columns: readonly InputColumn[], renames: TableMapping["columns"]) {
  const called = ({ name }: InputColumn) => (renames[name] ?? name).toLowerCase();
  const dates = new Set(columns.filter(({ type }) => type === "date" || type === "timestamp").map(called));
  return { known: new Set(columns.map(called)), isDate: (name: string) => dates.has(name.toLowerCase()) };
}

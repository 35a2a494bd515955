import { createHash } from "node:crypto";
import { promises as fs } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook, TableName } from "../../src/playbooks/types.js";
import type { FoundFiles } from "./findFiles.js";
import { ingestFlat, type FlatResult } from "./flat.js";
import { ingestOnCluster, type Cluster } from "./ingestOnCluster.js";
import { readMapping, type Mapping, type ReadMapping, type TablesMapping } from "./mapping.js";
import { asOfDate, newestDate } from "./newestDate.js";
import type { DatabaseOptions } from "./postgres/openDatabase.js";
import { readParts, type StagedTable, type TableParts } from "./readParts.js";
import { createRejects, setAside, type JudgedPart } from "./setAside.js";
import { openSource, type Part, type Source } from "./openSource.js";
import { createStaged, dropWorkColumns, stagePart } from "./stageTable.js";
import { columnsFor, inputTable, type InputColumn } from "./tables.js";
import { quoteIdentifier } from "../sqlText.js";

export interface IngestOptions extends Pick<DatabaseOptions, "cache" | "isFull"> {
  /** A folder of tables, a workbook of tables, one flat file, or `postgres://…`. */
  readonly source: string;
  /** JSON file that maps a flat file's columns, or says what tables and columns are called. */
  readonly mapping?: string;
  readonly playbook: Playbook;
  /** YYYY-MM-DD. */
  readonly asOf?: string;
  readonly cluster?: Cluster;
}

export interface IngestedTable {
  readonly name: string;
  readonly files: readonly string[];
  /** Encodings of the files, each once: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`, `parquet`, `xlsx`, `postgres`. */
  readonly encodings: readonly string[];
  /** Whether places in `rejects` are lines of the file or ordinals of records (Parquet, JSON). */
  readonly placesAre: "line" | "record" | "mixed";
  /** `rows` = `accepted` + `rejected`. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** In the file and not in the dictionary: kept aside. */
  readonly unknownColumns: readonly string[];
  /** In the dictionary and in no file. */
  readonly absentColumns: readonly string[];
  /** YYYY-MM-DD of the newest event, when the table has one. */
  readonly newestDate?: string;
}

export interface IngestResult {
  readonly tables: readonly IngestedTable[];
  readonly missingTables: readonly TableName[];
  /** Files of the folder that are no table of the playbook. */
  readonly ignored: FoundFiles["ignored"];
  /** SHA-256 over table names, file contents and mapping; paths and times do not count. */
  readonly inputHash: string;
  /** As given, or the last scheduled weekday not after the newest event; undefined when nothing is dated. */
  readonly asOf?: string;
  readonly flat?: FlatResult;
}

/**
 * Reads a team's tables into the schema `staging`: a typed table for each of the playbook's, holding accepted rows only
 * (an absent table has none and is listed in `missingTables`; a flat file fills `customers` and `flat_features`), and
 * `staging.rejects(table_name, file, line, column_name, value, reason)` with the rest. Sets the connection's zone to UTC.
 * @throws UserError when a file or the mapping cannot be used; staging is left half-done then.
 */
export async function ingest(connection: DuckDBConnection, options: IngestOptions): Promise<IngestResult> {
  const read = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  const folder = await fs.mkdtemp(join(os.tmpdir(), "holdfast-ingest-"));
  let source: Source | undefined;
  try {
    source = await openSource(options, read?.mapping);
    await connection.run("set TimeZone = 'UTC'");
    await connection.run("drop schema if exists staging cascade");
    await connection.run("create schema staging");
    await createRejects(connection);
    const { playbook, cluster } = options;
    const result = await ingestSource(connection, { source, read, playbook, folder, cluster });
    return { ...result, asOf: options.asOf ?? asOfDate(result.tables, options.playbook.cadence.weekday) };
  } finally {
    await source?.close?.();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

type TableReading = TableParts & Pick<Reading, "playbook" | "cluster">;

interface Reading {
  readonly source: Source;
  readonly read?: ReadMapping;
  readonly playbook: Playbook;
  readonly folder: string;
  readonly cluster?: Cluster;
}

async function ingestSource(connection: DuckDBConnection, reading: Reading): Promise<IngestResult> {
  const { source, read } = reading;
  if (source.flat && read) return flatTable(connection, reading, source.flat, read as ReadMapping<Mapping>);
  return severalTables(connection, reading);
}

async function severalTables(
  connection: DuckDBConnection,
  { source, read, ...reading }: Reading,
): Promise<IngestResult> {
  const { playbook } = reading;
  const mapping = (read as ReadMapping<TablesMapping> | undefined)?.mapping;
  const hash = createHash("sha256");
  const tables: IngestedTable[] = [];
  const unread: { name: string }[] = [];
  for (const [name, parts] of source.tables) {
    const renames = mapping?.tables[name]?.columns ?? {};
    const { hashes, others, ...table } = await ingestTable(connection, { name, parts, renames, ...reading });
    hash.update(`${name}\n${hashes.join("\n")}\n`);
    tables.push(table);
    unread.push(...others.map((other) => ({ name: other })));
  }
  if (read) hash.update(read.text);
  await createEmpty(connection, source.missing, playbook);
  const ignored = [...source.ignored, ...unread];
  return { tables, missingTables: source.missing, ignored, inputHash: hash.digest("hex") };
}

async function ingestTable(
  connection: DuckDBConnection,
  reading: TableReading,
): Promise<IngestedTable & { hashes: string[]; others: string[] }> {
  const { name, playbook } = reading;
  const columns = columnsFor(inputTable(name), playbook.tables);
  const { parts, hashes, others, rows, rejected } =
    (await ingestOnCluster(columns, reading)) ?? (await ingestHere(connection, columns, reading));
  const found = new Set(parts.flatMap(({ relation }) => relation.columns.map((column) => column.name.toLowerCase())));
  return {
    name,
    files: parts.map(({ shown }) => shown),
    encodings: [...new Set(parts.map(({ relation }) => relation.encoding))],
    placesAre: placesAre(parts),
    ...{ rows, accepted: rows - rejected, rejected },
    unknownColumns: [...found].filter((column) => !columns.some((known) => known.name === column)),
    absentColumns: columns.map((column) => column.name).filter((column) => !found.has(column)),
    newestDate: await newestDate(connection, name, columns),
    ...{ hashes, others },
  };
}

async function ingestHere(
  connection: DuckDBConnection,
  columns: readonly InputColumn[],
  reading: TableReading,
): Promise<StagedTable> {
  const table = inputTable(reading.name);
  await createStaged(connection, reading.name, columns);
  const read = await readParts(connection, columns, reading, {
    stage: ({ relation, shown }, part) => stagePart(connection, relation, { table, columns, part, shown }),
  });
  return { ...read, rejected: await setAside(connection, { table, ...read }) };
}

function placesAre(parts: readonly JudgedPart[]): IngestedTable["placesAre"] {
  const haveLines = parts.filter(({ relation }) => relation.lines).length;
  return haveLines === parts.length ? "line" : haveLines === 0 ? "record" : "mixed";
}

async function flatTable(
  connection: DuckDBConnection,
  { playbook, folder }: Reading,
  part: Part,
  read: ReadMapping<Mapping>,
): Promise<IngestResult> {
  const { customerId, label, customer, ignore, features } = read.mapping;
  const named = [
    customerId,
    label.column,
    ...Object.values(customer),
    ...ignore,
    ...(features === "rest" ? [] : features),
  ];
  const known = new Set(named.flatMap((name) => name?.toLowerCase() ?? []));
  const opened = await part.open(connection, { folder, known, isDate: () => false, table: "opened" });
  const { relation, shown, hash: contents } = opened;
  const flat = await ingestFlat(connection, { relation, shown, mapping: read, playbook });
  if (opened.table) await connection.run(`drop table ${quoteIdentifier(opened.table)}`);
  const others = playbook.tables.filter((table) => table !== "customers");
  await createEmpty(connection, others, playbook);
  const hash = createHash("sha256").update(`flat\n${contents}\n${flat.mappingText}\n`);
  const ignored = opened.unread.map((name) => ({ name }));
  return { tables: [flat.table], missingTables: [], ignored, inputHash: hash.digest("hex"), flat: flat.result };
}

/** Absent tables exist without rows, so that a query may name them. */
async function createEmpty(
  connection: DuckDBConnection,
  tables: readonly TableName[],
  playbook: Playbook,
): Promise<void> {
  for (const name of tables) {
    await createStaged(connection, name, columnsFor(inputTable(name), playbook.tables));
    await dropWorkColumns(connection, name);
  }
}

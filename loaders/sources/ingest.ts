import { createHash } from "node:crypto";
import { promises as fs } from "node:fs";
import os from "node:os";
import { extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook, TableName } from "../../src/playbooks/types.js";
import { fingerprint, hashFile, toUtf8 } from "./encoding.js";
import { findFiles, isFolder, sourceFile, type FoundFiles, type SourceFile } from "./findFiles.js";
import { ingestFlat, type FlatResult } from "./flat.js";
import { asOfDate, newestDate } from "./newestDate.js";
import { readCsv } from "./readCsv.js";
import { readJson } from "./readJson.js";
import { readParquet } from "./readParquet.js";
import type { Relation } from "./relation.js";
import { createRejects, setAside, type JudgedPart } from "./setAside.js";
import { createStaged, dropWorkColumns, stagePart } from "./stageTable.js";
import { columnsFor, inputTable } from "./tables.js";
import { unreadable } from "./unreadable.js";
import { UserError } from "../userError.js";

export interface IngestOptions {
  /** A folder of tables, or one flat file. */
  readonly source: string;
  /** JSON file that maps a flat file's columns. */
  readonly mapping?: string;
  readonly playbook: Playbook;
  /** YYYY-MM-DD. */
  readonly asOf?: string;
}

export interface IngestedTable {
  readonly name: string;
  readonly files: readonly string[];
  /** Encodings of the files, each once: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`, `parquet`. */
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
 * Reads a team's files into the schema `staging`: a typed table for each of the playbook's, holding accepted rows only
 * (an absent table has none and is listed in `missingTables`; a flat file fills `customers` and `flat_features`), and
 * `staging.rejects(table_name, file, line, column_name, value, reason)` with the rest. Sets the connection's zone to UTC.
 * @throws UserError when a file or the mapping cannot be used; staging is left half-done then.
 */
export async function ingest(connection: DuckDBConnection, options: IngestOptions): Promise<IngestResult> {
  const isFlat = options.mapping !== undefined;
  if (isFlat && (await isFolder(options.source))) throw folderWithMapping(options.source);
  const folder = await fs.mkdtemp(join(os.tmpdir(), "holdfast-ingest-"));
  try {
    await connection.run("set TimeZone = 'UTC'");
    await connection.run("drop schema if exists staging cascade");
    await connection.run("create schema staging");
    await createRejects(connection);
    const result = isFlat
      ? await flatFile(connection, options, folder)
      : await folderOfTables(connection, options, folder);
    return { ...result, asOf: options.asOf ?? asOfDate(result.tables, options.playbook.cadence.weekday) };
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function folderOfTables(
  connection: DuckDBConnection,
  { source, playbook }: IngestOptions,
  folder: string,
): Promise<IngestResult> {
  const found = await findFiles(source, playbook);
  const hash = createHash("sha256");
  const tables: IngestedTable[] = [];
  for (const [name, files] of found.tables) {
    const { hashes, ...table } = await ingestTable(connection, { name, files, playbook, folder });
    hash.update(`${name}\n${hashes.join("\n")}\n`);
    tables.push(table);
  }
  await createEmpty(connection, found.missing, playbook);
  return { tables, missingTables: found.missing, ignored: found.ignored, inputHash: hash.digest("hex") };
}

async function ingestTable(
  connection: DuckDBConnection,
  {
    name,
    files,
    playbook,
    folder,
  }: { name: TableName; files: readonly SourceFile[]; playbook: Playbook; folder: string },
): Promise<IngestedTable & { hashes: string[] }> {
  const table = inputTable(name);
  const columns = columnsFor(table, playbook.tables);
  const known = new Set(columns.map((column) => column.name));
  const parts: JudgedPart[] = [];
  const hashes: string[] = [];
  let rows = 0;
  await createStaged(connection, name, columns);
  for (const file of files) {
    const opened = await openFile(connection, file, { folder, known });
    const staged = await stagePart(connection, opened.relation, {
      table,
      columns,
      part: parts.length,
      shown: file.shown,
    });
    rows += staged.rows + staged.relation.broken.length;
    hashes.push(`${file.kind} ${opened.sha256}`);
    parts.push({ shown: file.shown, relation: staged.relation });
  }
  const rejected = await setAside(connection, { table, columns, parts });
  const names = new Set(parts.flatMap(({ relation }) => relation.columns.map((column) => column.name.toLowerCase())));
  const haveLines = parts.filter(({ relation }) => relation.lines).length;
  return {
    name,
    files: files.map((file) => file.shown),
    encodings: [...new Set(parts.map(({ relation }) => relation.encoding))],
    placesAre: haveLines === parts.length ? "line" : haveLines === 0 ? "record" : "mixed",
    rows,
    accepted: rows - rejected,
    rejected,
    unknownColumns: [...names].filter((column) => !known.has(column)),
    absentColumns: columns.map((column) => column.name).filter((column) => !names.has(column)),
    newestDate: await newestDate(connection, name, columns),
    hashes,
  };
}

async function flatFile(
  connection: DuckDBConnection,
  { source, mapping, playbook }: IngestOptions,
  folder: string,
): Promise<IngestResult> {
  const file = await sourceFile(source);
  const { relation, sha256 } = await openFile(connection, file, { folder, known: new Set() });
  const flat = await ingestFlat(connection, { relation, shown: file.shown, mapping: mapping!, playbook });
  const others = playbook.tables.filter((table) => table !== "customers");
  await createEmpty(connection, others, playbook);
  const hash = createHash("sha256").update(`flat\n${file.kind} ${sha256}\n${flat.mappingText}\n`);
  return { tables: [flat.table], missingTables: [], ignored: [], inputHash: hash.digest("hex"), flat: flat.result };
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

/** Hash, encoding and reader of one file. @throws UserError also for a file that may not be read. */
async function openFile(
  connection: DuckDBConnection,
  file: SourceFile,
  options: { folder: string; known: ReadonlySet<string> },
): Promise<{ relation: Relation; sha256: string }> {
  try {
    const plain = /[*?[\]{}]/.test(file.path) ? await plainLink(file, options.folder) : file.path;
    if (file.kind !== "parquet") return await openText(connection, file, { ...options, plain });
    return { relation: await readParquet(connection, file, plain), sha256: await hashFile(plain) };
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause) throw unreadable(file.shown, file.kind, cause);
    throw cause;
  }
}

/** Text that is not plain UTF-8 is decoded into the folder first; JSON must not start with a byte-order mark either. */
async function openText(
  connection: DuckDBConnection,
  file: SourceFile,
  { plain, folder, known }: { plain: string; folder: string; known: ReadonlySet<string> },
): Promise<{ relation: Relation; sha256: string }> {
  const { sha256, encoding, hasMark } = await fingerprint(plain);
  if (encoding === "binary") throw binary(file.shown);
  const isCsv = file.kind === "csv";
  let path = plain;
  if (encoding !== "utf-8" || (hasMark && !isCsv)) {
    path = join(await fs.mkdtemp(join(folder, "utf8-")), "text");
    await toUtf8(plain, encoding, path);
  }
  const relation = isCsv
    ? await readCsv(file, { path, encoding, folder, known })
    : await readJson(connection, file, { path, encoding });
  return { relation, sha256 };
}

/** The database would read a path with these characters as a pattern. */
async function plainLink(file: SourceFile, folder: string): Promise<string> {
  const link = join(await fs.mkdtemp(join(folder, "link-")), `file${extname(file.path)}`);
  await fs.symlink(file.path, link);
  return link;
}

const folderWithMapping = (where: string) =>
  new UserError({
    what: "a mapping goes with a single file",
    where,
    allowed: "a flat file with --mapping, or a folder of tables without",
    todo: "name the flat file as the source, or leave the mapping out",
  });

const binary = (where: string) =>
  new UserError(
    {
      what: "the file is not text",
      where,
      allowed: "UTF-8, GB18030, or UTF-16 with a byte-order mark",
      todo: "save it again as CSV UTF-8",
    },
    1,
  );

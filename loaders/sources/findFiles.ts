import { promises as fs, type Stats } from "node:fs";
import path from "node:path";
import type { Playbook, TableName } from "../../src/playbooks/types.js";
import type { TablesMapping } from "./mapping.js";
import { nearestName } from "./nearestName.js";
import { inputTables } from "./tables.js";
import { sheetNames } from "./xlsx/sheets.js";
import { UserError } from "../userError.js";

export type FileKind = "csv" | "parquet" | "json" | "ndjson" | "xlsx";

export interface SourceFile {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
  /** As the user sees it: relative to the source, with forward slashes. */
  readonly shown: string;
  readonly kind: FileKind;
  /** Of a workbook: the sheet that is asked for. */
  readonly sheet?: string;
}

export interface FoundFiles {
  /** Files by table, in the playbook's order of tables and in the order of their names. */
  readonly tables: ReadonlyMap<TableName, readonly SourceFile[]>;
  /** Tables of the playbook without a file. */
  readonly missing: readonly TableName[];
  /** Files and folders that are no table of this playbook, each with the nearest table name. */
  readonly ignored: readonly { readonly name: string; readonly nearest?: string }[];
}

const kinds: Readonly<Record<string, FileKind>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".parquet": "parquet",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".xlsx": "xlsx",
  ".xlsm": "xlsx",
};
const allowedKinds = `files ending in ${Object.keys(kinds).join(", ")}`;

/**
 * The tables of a playbook in a folder: one file, or one folder of parts, a table; or in a workbook: one sheet a table.
 * @param mapping says where tables are called otherwise
 * @throws UserError naming what does not fit.
 */
export async function findFiles(source: string, playbook: Playbook, mapping?: TablesMapping): Promise<FoundFiles> {
  if (!(await isFolder(source))) return findSheets(source, playbook, mapping);
  const root = await fs.realpath(source);
  const renamed = await renamedEntries(root, playbook, mapping);
  const found = new Map<string, { entry: string; files: SourceFile[] }>();
  const ignored: { name: string; nearest?: string }[] = [];
  for (const entry of await visibleEntries(root)) {
    const name = path.parse(entry.name).name.toLowerCase();
    const stat = await fs.stat(path.join(root, entry.name)).catch(() => undefined);
    const tableName = renamed.get(entry.name)?.table ?? (stat?.isDirectory() ? entry.name.toLowerCase() : name);
    if (!playbook.tables.some((table) => table === tableName)) {
      const known = inputTables.some((table) => table.name === tableName);
      ignored.push({ name: entry.name, nearest: known ? undefined : nearestName(tableName, playbook.tables) });
      continue;
    }
    const twin = found.get(tableName);
    if (twin) throw ambiguous(tableName, twin.entry, entry.name);
    const files = await filesBelow(root, entry.name, new Set());
    const sheet = mapping?.tables[tableName as TableName]?.sheet;
    found.set(tableName, { entry: entry.name, files: files.map((file) => ({ ...file, sheet })) });
  }
  const tables = new Map<TableName, readonly SourceFile[]>();
  for (const table of playbook.tables) {
    const files = found.get(table)?.files;
    if (files && files.length > 0) tables.set(table, files);
  }
  if (!tables.has("customers")) throw found.has("customers") ? noParts() : noCustomers(source, ignored);
  return { tables, missing: playbook.tables.filter((table) => !tables.has(table)), ignored };
}

/** Entries that a mapping says are a table. @throws UserError for one that is not there */
async function renamedEntries(
  root: string,
  playbook: Playbook,
  mapping?: TablesMapping,
): Promise<Map<string, { table: TableName }>> {
  const renamed = new Map<string, { table: TableName }>();
  const foreign = Object.keys(mapping?.tables ?? {}).find((name) => !playbook.tables.some((table) => table === name));
  if (foreign !== undefined) throw notInPlaybook(foreign, playbook);
  const entries = (await visibleEntries(root)).map(({ name }) => name);
  for (const table of playbook.tables) {
    const from = mapping?.tables[table]?.from?.replace(/[/\\]$/, "");
    if (from === undefined) continue;
    if (!entries.includes(from)) throw notInSource(table, from, entries);
    const other = renamed.get(from)?.table;
    if (other) throw twoTables(from, other, table);
    renamed.set(from, { table });
  }
  return renamed;
}

/** A workbook of tables: each sheet is called as its table, or as the mapping says. */
async function findSheets(source: string, playbook: Playbook, mapping?: TablesMapping): Promise<FoundFiles> {
  const file = await sourceFile(source);
  if (file.kind !== "xlsx") throw flatWithoutMapping(source);
  const sheets = await sheetNames(file.path, file.shown);
  const tables = new Map<TableName, readonly SourceFile[]>();
  for (const table of playbook.tables) {
    const { sheet: asked, from } = mapping?.tables[table] ?? {};
    const wanted = asked ?? from;
    const sheet = sheets.find((name) => name.trim().toLowerCase() === (wanted ?? table).trim().toLowerCase());
    if (sheet === undefined && wanted !== undefined) throw notInSource(table, wanted, sheets);
    if (sheet !== undefined) tables.set(table, [{ ...file, sheet }]);
  }
  const taken = [...tables.values()].flat().map(({ sheet }) => sheet);
  const ignored = sheets
    .filter((name) => !taken.includes(name))
    .map((name) => ({ name: `${file.shown}!${name}`, nearest: nearestName(name, playbook.tables) }));
  if (!tables.has("customers")) throw workbookWithoutMapping(file.shown, sheets);
  return { tables, missing: playbook.tables.filter((table) => !tables.has(table)), ignored };
}

/** Every file of a folder that can be a table, parts within a folder too. */
export async function sourceFiles(folder: string): Promise<readonly SourceFile[]> {
  const root = await fs.realpath(folder);
  const entries = await visibleEntries(root);
  const readable = entries.filter((entry) => !entry.isFile() || kinds[path.extname(entry.name).toLowerCase()]);
  const files = await Promise.all(readable.map((entry) => filesBelow(root, entry.name, new Set())));
  return files.flat();
}

/** One file by itself, as a flat table is given. @throws UserError when it is not there or of an unknown type. */
export async function sourceFile(file: string): Promise<SourceFile> {
  const real = await fs.realpath(file).catch((cause: unknown) => {
    throw notFound(file, cause);
  });
  return { path: real, shown: path.basename(file), kind: kindOf(path.basename(file), await fs.stat(real)) };
}

/** @throws UserError when the source does not exist. */
export async function isFolder(source: string): Promise<boolean> {
  const stat = await fs.stat(source).catch((cause: unknown) => {
    throw notFound(source, cause);
  });
  return stat.isDirectory();
}

async function visibleEntries(folder: string) {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw notFound(folder, cause);
  });
  return entries.filter((entry) => !/^[._~]/.test(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every file at or below an entry. Links may point anywhere below the source, and a folder is walked once. */
async function filesBelow(root: string, relative: string, walked: Set<string>): Promise<SourceFile[]> {
  const shown = relative.split(path.sep).join("/");
  const real = await fs.realpath(path.join(root, relative)).catch((cause: unknown) => {
    throw notFound(shown, cause);
  });
  if (real !== root && !real.startsWith(root + path.sep)) throw outside(shown);
  const stat = await fs.stat(real);
  if (!stat.isDirectory()) return [{ path: real, shown, kind: kindOf(shown, stat) }];
  if (walked.has(real) || real === root) return [];
  walked.add(real);
  const files: SourceFile[] = [];
  for (const entry of await visibleEntries(real)) {
    files.push(...(await filesBelow(root, path.join(relative, entry.name), walked)));
  }
  return files;
}

/** A pipe or device is refused: reading it might never end. */
function kindOf(shown: string, stat: Stats): FileKind {
  const kind = kinds[path.extname(shown).toLowerCase()];
  if (kind && stat.isFile()) return kind;
  throw new UserError({
    what: `unknown file type${path.extname(shown) ? ` ${path.extname(shown)}` : ""}`,
    where: shown,
    allowed: allowedKinds,
    todo: "save it as CSV (UTF-8), XLSX, Parquet or JSON",
  });
}

const notFound = (where: string, cause: unknown) =>
  new UserError(
    {
      what: `cannot be opened (${cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason"})`,
      where,
      allowed: "a folder with one file or folder a table, or one flat file with a mapping",
      todo: "check the path and that it may be read",
    },
    2,
    { cause },
  );

const outside = (where: string) =>
  new UserError({
    what: "a link leads out of the source folder",
    where,
    allowed: "files below the source folder",
    todo: "copy the file into the folder",
  });

const ambiguous = (table: string, first: string, second: string) =>
  new UserError({
    what: `two sources for the table ${table}`,
    where: `${first} and ${second}`,
    allowed: "one file or one folder a table",
    todo: "remove one of them, or put both as parts into one folder named after the table",
  });

const noParts = () =>
  new UserError({
    what: "the folder holds no file",
    where: "customers",
    allowed: `a folder customers with parts, ${allowedKinds}`,
    todo: "put the table's files into it, or remove it and add customers.csv",
  });

const twoTables = (from: string, first: string, second: string) =>
  new UserError({
    what: `the mapping says that ${from} is two tables, ${first} and ${second}`,
    where: `the mapping, tables.${second}`,
    allowed: "one file or one folder a table",
    todo: "correct the mapping",
  });

const notInPlaybook = (table: string, { id, tables }: Playbook) =>
  new UserError({
    what: `the playbook ${id} has no table ${table}`,
    where: `the mapping, tables.${table}`,
    allowed: tables.join(", "),
    todo: "remove it from the mapping, or choose the playbook that has it",
  });

const flatWithoutMapping = (where: string) =>
  new UserError({
    what: "a single file needs a mapping",
    where,
    allowed: "a folder of tables, or a flat file with --mapping FILE",
    todo: `npm run map -- ${where} proposes one`,
  });

const workbookWithoutMapping = (where: string, sheets: readonly string[]) =>
  new UserError({
    what: "the workbook has no sheet called customers, and there is no mapping",
    where,
    allowed: `sheets named as the tables of data/README.md, or a mapping; it has ${sheets.join(", ")}`,
    todo: `npm run map -- ${where} proposes a mapping`,
  });

function notInSource(table: string, from: string, entries: readonly string[]): UserError {
  const nearest = nearestName(from, entries);
  return new UserError({
    what: `the mapping says that ${table} is ${from}, which is not in the source`,
    where: `the mapping, tables.${table}`,
    allowed: entries.join(", "),
    todo: nearest ? `did you mean ${nearest}?` : "correct the mapping",
  });
}

function noCustomers(where: string, ignored: FoundFiles["ignored"]): UserError {
  const close = ignored.find((entry) => entry.nearest === "customers");
  return new UserError({
    what: ignored.length === 0 ? "the folder is empty" : "the table customers is missing",
    where,
    allowed: `a file customers.csv, .xlsx, .parquet or .json, or a folder customers with parts`,
    todo: close
      ? `rename ${close.name} to customers`
      : "add the customers table, the only one that is required; npm run map -- FOLDER proposes which file it is",
  });
}

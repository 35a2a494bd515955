import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableName } from "../../src/playbooks/types.js";
import { findFiles, isFolder, sourceFile, type FoundFiles, type SourceFile } from "./findFiles.js";
import type { Mapping, TablesMapping } from "./mapping.js";
import { isPattern, openFile, type Opened, type OpenOptions } from "./openFile.js";
import { isDatabase } from "./postgres/address.js";
import { openDatabase, type DatabaseOptions } from "./postgres/openDatabase.js";
import { UserError } from "../userError.js";

/** One file, sheet or database table. */
export interface Part {
  /** Opens it, so that its rows can be staged. */
  readonly open: (connection: DuckDBConnection, options: OpenOptions) => Promise<Opened>;
  /** A file that others than the database can read where it lies, if it is Parquet or plain CSV. */
  readonly file?: SourceFile;
}

export interface Source {
  /** The one table of a flat source; then there are no others. */
  readonly flat?: Part;
  /** In the playbook's order. */
  readonly tables: ReadonlyMap<TableName, readonly Part[]>;
  readonly missing: readonly TableName[];
  readonly ignored: FoundFiles["ignored"];
  /** Ends a connection. */
  readonly close?: () => Promise<unknown>;
}

/** What a source holds; nothing of it is read yet. @throws UserError when it cannot be used, or not with this mapping */
export async function openSource(options: DatabaseOptions, mapping?: Mapping | TablesMapping): Promise<Source> {
  const { source, playbook } = options;
  if (isDatabase(source)) return openDatabase(options, mapping);
  if (mapping?.kind === "flat") {
    if (await isFolder(source)) throw folderWithMapping(source);
    const file = { ...(await sourceFile(source)), sheet: mapping.sheet };
    if (mapping.table !== undefined) throw notOfAFile("table", file.shown, "a database");
    if (mapping.sheet !== undefined && file.kind !== "xlsx") throw notOfAFile("sheet", file.shown, "a workbook");
    return { flat: filePart(file), tables: new Map(), missing: [], ignored: [] };
  }
  const found = await findFiles(source, playbook, mapping);
  const tables = [...found.tables].map(([name, files]) => [name, files.map(filePart)] as const);
  return { ...found, tables: new Map(tables) };
}

/** A cluster would take a path with signs of a pattern for one, and passes over files that begin with a dot or a line. */
function filePart(file: SourceFile): Part {
  return {
    open: (connection, options) => openFile(connection, file, options),
    file: isPattern(file.path) || /^[._]/.test(basename(file.path)) ? undefined : file,
  };
}

const folderWithMapping = (where: string) =>
  new UserError({
    what: "a mapping of one flat table goes with a single file",
    where,
    allowed: 'a flat file with --mapping, or a folder of tables, with a mapping {"tables": …} or without',
    todo: "name the flat file as the source, or leave the mapping out",
  });

const notOfAFile = (key: string, where: string, of: string) =>
  new UserError({
    what: `the mapping names a ${key}, which only ${of} has`,
    where,
    allowed: `"${key}" with ${of} as the source`,
    todo: `remove "${key}" from the mapping, or name another source`,
  });

import { promises as fs } from "node:fs";
import os from "node:os";
import { join, basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { isFolder, sourceFile, sourceFiles, type SourceFile } from "../sources/findFiles.js";
import { openFile } from "../sources/openFile.js";
import { inputTables } from "../sources/tables.js";
import { sheetNames } from "../sources/xlsx/sheets.js";
import { quoteIdentifier } from "../sqlText.js";
import { UserError } from "../userError.js";
import { profile, type TableProfile } from "./profile.js";
import type { FoundTable } from "./proposeTables.js";

export interface Profiles {
  readonly isFolder: boolean;
  /** One for a flat file. The last one's rows stay in the temporary table `profiled`. */
  readonly tables: readonly FoundTable[];
}

const known = new Set(inputTables.flatMap(({ columns }) => columns.map(({ name }) => name)));

/** Looks into every file of a folder, or every sheet of a workbook. @throws UserError when one cannot be read */
export async function readProfiles(connection: DuckDBConnection, source: string, sheet?: string): Promise<Profiles> {
  const folder = await fs.mkdtemp(join(os.tmpdir(), "holdfast-map-"));
  await connection.run("set TimeZone = 'UTC'");
  try {
    const inFolder = await isFolder(source);
    const files = inFolder ? await sourceFiles(source) : [await sourceFile(source)];
    const tables: FoundTable[] = [];
    for (const file of files)
      for (const part of await sheets(file, sheet)) {
        const found = await look(connection, part, folder);
        if (found) tables.push({ from: inFolder ? file.shown.split("/")[0]! : basename(source), ...found });
      }
    if (tables.length === 0) throw nothing(source);
    return { isFolder: inFolder, tables: oneAnEntry(tables) };
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function sheets(file: SourceFile, asked?: string): Promise<SourceFile[]> {
  if (file.kind !== "xlsx") return [file];
  if (asked !== undefined) return [{ ...file, sheet: asked }];
  return (await sheetNames(file.path, file.shown)).map((sheet) => ({ ...file, sheet }));
}

/** A sheet of notes, without a header, is no table. */
async function look(
  connection: DuckDBConnection,
  file: SourceFile,
  folder: string,
): Promise<{ sheet?: string; profile: TableProfile } | undefined> {
  try {
    const opened = await openFile(connection, file, { folder, known, isDate: () => false, table: "opened" });
    const found = await profile(connection, opened.relation);
    if (opened.table) await connection.run(`drop table ${quoteIdentifier(opened.table)}`);
    return found.rows > 0 ? { sheet: file.sheet, profile: found } : undefined;
  } catch (error) {
    if (file.sheet !== undefined && error instanceof UserError && error.what.startsWith("no sheet has a line"))
      return undefined;
    throw error;
  }
}

/** Parts of one folder are one table: the first one's columns stand for all. */
function oneAnEntry(tables: readonly FoundTable[]): FoundTable[] {
  return tables.filter(
    (each, index) => tables.findIndex(({ from, sheet }) => from === each.from && sheet === each.sheet) === index,
  );
}

const nothing = (where: string) =>
  new UserError({
    what: "there is no table in it",
    where,
    allowed: "files with a line of column names and rows below it",
    todo: "export the table again",
  });

import { promises as fs } from "node:fs";
import { extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { fingerprint, hashFile, toUtf8 } from "./encoding.js";
import type { SourceFile } from "./findFiles.js";
import { readCsv } from "./readCsv.js";
import { readJson } from "./readJson.js";
import { readParquet } from "./readParquet.js";
import type { Relation } from "./relation.js";
import { unreadable } from "./unreadable.js";
import { readXlsx } from "./xlsx/readXlsx.js";
import { UserError } from "../userError.js";

export interface OpenOptions {
  /** Where copies may be put. */
  readonly folder: string;
  /** Lower-case column names that tell separator, sheet and header. */
  readonly known: ReadonlySet<string>;
  /** Whether a column holds dates, by its name in the source. */
  readonly isDate: (name: string) => boolean;
  /** Name for a temporary table, where the reader needs one. */
  readonly table: string;
}

export interface Opened {
  readonly relation: Relation;
  /** As the user sees it, `export.xlsx!Sheet1` for a workbook. */
  readonly shown: string;
  /** Of the contents; the path and times do not count. */
  readonly hash: string;
  /** What else the file holds and was not asked for: other sheets. */
  readonly unread: readonly string[];
  /** To be dropped once the rows are staged. */
  readonly table?: string;
}

/** Hash, encoding and reader of one file. @throws UserError also for a file that may not be read. */
export async function openFile(connection: DuckDBConnection, file: SourceFile, options: OpenOptions): Promise<Opened> {
  try {
    const path = isPattern(file.path) ? await plainLink(file, options.folder) : file.path;
    if (file.kind === "xlsx") return await openSheet(connection, file, { ...options, path });
    const { relation, sha256 } =
      file.kind === "parquet"
        ? { relation: await readParquet(connection, file, path), sha256: await hashFile(path) }
        : await openText(connection, file, { ...options, plain: path });
    return { relation, shown: file.shown, hash: `${file.kind} ${sha256}`, unread: [] };
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause) throw unreadable(file.shown, file.kind, cause);
    throw cause;
  }
}

async function openSheet(
  connection: DuckDBConnection,
  file: SourceFile,
  options: OpenOptions & { path: string },
): Promise<Opened> {
  const { relation, sheet, others } = await readXlsx(connection, file, { ...options, sheet: file.sheet });
  return {
    relation,
    shown: `${file.shown}!${sheet}`,
    hash: `xlsx ${await hashFile(options.path)} ${sheet}`,
    unread: file.sheet === undefined ? others.map((name) => `${file.shown}!${name}`) : [],
    table: options.table,
  };
}

/** Text that is not plain UTF-8 is decoded into the folder first; JSON must not start with a byte-order mark either. */
async function openText(
  connection: DuckDBConnection,
  file: SourceFile,
  { plain, folder, known }: Pick<OpenOptions, "folder" | "known"> & { plain: string },
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

/** Whether a reader would take the path for a pattern of many. */
export const isPattern = (path: string): boolean => /[*?[\]{}]/.test(path);

async function plainLink(file: SourceFile, folder: string): Promise<string> {
  const link = join(await fs.mkdtemp(join(folder, "link-")), `file${extname(file.path)}`);
  await fs.symlink(file.path, link);
  return link;
}

const binary = (where: string) =>
  new UserError(
    {
      what: "the file is not text",
      where,
      allowed: "UTF-8, GB18030, or UTF-16 with a byte-order mark",
      todo: "save it again as CSV UTF-8, or as .xlsx under that name",
    },
    1,
  );

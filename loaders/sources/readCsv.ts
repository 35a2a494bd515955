import { createWriteStream, promises as fs } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { csvHeader } from "./csvHeader.js";
import type { Encoding } from "./encoding.js";
import type { SourceFile } from "./findFiles.js";
import type { Relation } from "./relation.js";
import { maxRecordBytes, scanCsv, type CsvScan, type RecordSink, type ScanOptions } from "./scanCsv.js";
import { quoteLiteral } from "../sqlText.js";
import { UserError } from "../userError.js";

const errorsTable = "csv_reader_errors";
const scansTable = "csv_reader_scans";
/** CRLF is left to the reader to find: told of it, it returns no rows (DuckDB 1.5.6). */
const newlines = { "\n": "new_line = '\\n',", "\r\n": "", "\r": "new_line = '\\r'," } as const;

export interface ReadCsvOptions {
  /** UTF-8 text: the file itself, or its decoded copy. */
  readonly path: string;
  readonly encoding: Encoding;
  /** Where copies may be put. */
  readonly folder: string;
  /** Lower-case column names that tell the separator. */
  readonly known: ReadonlySet<string>;
}

/**
 * A CSV file for the database's own reader. Broken records are set aside beforehand: then (and only then) the whole
 * ones are copied. Records that the reader still refuses are named by {@link readerRefusals}.
 * @throws UserError when the header cannot be read.
 */
export async function readCsv(file: SourceFile, options: ReadCsvOptions): Promise<Relation> {
  const { delimiter, names } = await csvHeader(options.path, file.shown, options.known);
  const scanOptions: ScanOptions = { delimiter, columns: names.length };
  const scan = await scanCsv(options.path, scanOptions);
  if (!scan.hasHeader) throw badHeader(file.shown);
  const relation = (scan: CsvScan, from: string): Relation => ({
    columns: names.map((name, index) => ({ name, sql: `c${index}`, type: "VARCHAR" })),
    from,
    ordinal: "row_number() over ()",
    lines: scan.lines,
    broken: scan.bad,
    expectedRows: scan.records,
    without: async (exclude) => relation(...(await copyWhole(options, { ...scanOptions, exclude }))),
    encoding: options.encoding,
  });
  if (scan.isClean) return relation(scan, readerSql(options.path, scan, scanOptions));
  return relation(...(await copyWhole(options, scanOptions)));
}

/** Records (ordinal to reason) that the database's reader refused though the scan took them for whole; normally none. */
export async function readerRefusals(connection: DuckDBConnection): Promise<Map<number, string>> {
  const present = await connection.runAndReadAll(`select 1 from duckdb_tables() where table_name = '${errorsTable}'`);
  if (present.currentRowCount === 0) return new Map();
  const reader = await connection.runAndReadAll(
    `select line - 1 as ordinal, min(error_message) as message from ${errorsTable} group by line order by line`,
  );
  const refused = reader.getRowObjectsJson();
  await connection.run(`drop table ${errorsTable}`);
  await connection.run(`drop table ${scansTable}`);
  return new Map(refused.map((row) => [Number(row["ordinal"]), `unreadable:${String(row["message"])}`]));
}

async function copyWhole(from: ReadCsvOptions, options: ScanOptions): Promise<[CsvScan, string]> {
  const target = path.join(await fs.mkdtemp(path.join(from.folder, "whole-")), "part.csv");
  const stream = createWriteStream(target);
  let pieces: Buffer[] = [];
  const end = Buffer.from("\n");
  const sink: RecordSink = {
    write: (record) => void pieces.push(record, end),
    flush: async () => {
      if (!stream.write(Buffer.concat(pieces))) await once(stream, "drain");
      pieces = [];
    },
  };
  const scan = await scanCsv(from.path, { ...options, sink });
  stream.end();
  await once(stream, "finish");
  return [scan, readerSql(target, { ...scan, newline: "\n" }, options)];
}

/** Nothing is sniffed: separator, quotes, line end and columns are given, every column as text. */
function readerSql(file: string, scan: CsvScan, { delimiter, columns }: ScanOptions): string {
  const types = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(", ");
  return `read_csv(${quoteLiteral(file)}, auto_detect = false, header = true, columns = {${types}},
    delim = ${quoteLiteral(delimiter)}, quote = '"', escape = '"', ${newlines[scan.newline]}
    max_line_size = ${2 * maxRecordBytes}, strict_mode = true, store_rejects = true, rejects_limit = 0,
    rejects_table = '${errorsTable}', rejects_scan = '${scansTable}')`;
}

const badHeader = (where: string) =>
  new UserError({
    what: "the header line cannot be read: its quotes do not match",
    where,
    allowed: "CSV whose first line names the columns",
    todo: "save the table again with a header line",
  });

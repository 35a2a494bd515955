import { promises as fs } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { streamXlsxRows } from "hucre/xlsx";
import { RowTable } from "../appendRows.js";
import type { SourceFile } from "../findFiles.js";
import { LineMap } from "../lineMap.js";
import type { Relation } from "../relation.js";
import { unreadable } from "../unreadable.js";
import { UserError } from "../../userError.js";
import { cellText, serialDate } from "./cellText.js";
import { checkSize } from "./checkSize.js";
import { findHeader, searchedRows, type Header, type SheetRow } from "./findHeader.js";
import { sheetNames } from "./sheets.js";

export interface XlsxOptions {
  readonly path: string;
  /** Lower-case column names that tell the header. */
  readonly known: ReadonlySet<string>;
  /** Whether a column holds dates, by its name: there, numbers are serial days. */
  readonly isDate: (name: string) => boolean;
  /** Sheet to read; without it the one that the file asks for, else the one with most known columns. */
  readonly sheet?: string;
  /** Name of the temporary table that takes the rows. */
  readonly table: string;
}

/** First cell of a line of totals below a table. */
const totals = /^(合计|总计|小计|共计|总数|total|grand total|subtotal|sum)\s*[:：]?$/i;

/**
 * One sheet of a workbook as rows of text, read as a stream into a temporary table. Formula cells give the result the
 * workbook was saved with. Lines of totals are set aside.
 * @throws UserError when the workbook cannot be read or the sheet has no header
 */
export async function readXlsx(
  connection: DuckDBConnection,
  file: SourceFile,
  options: XlsxOptions,
): Promise<{ relation: Relation; sheet: string; others: readonly string[] }> {
  await checkSize(options.path, file.shown);
  const bytes = await fs.readFile(options.path);
  const sheets = await sheetNames(options.path, file.shown);
  const { sheet, header } = await chooseSheet(bytes, sheets, file, options);
  const lines = new LineMap();
  const broken: { line: number; reason: string; value: string }[] = [];
  const isDate = header.names.map((name) => options.isDate(name));
  const table = await RowTable.create(connection, options.table, header.names.length);
  for await (const { line, cells } of sheetRows(bytes, sheet, file.shown)) {
    if (line <= header.line || cells.every((cell) => cell === null)) continue;
    const first = cells.find((cell) => cell !== null) ?? "";
    if (totals.test(first.trim())) {
      broken.push({ line, reason: "total_row", value: cells.filter((cell) => cell !== null).join(", ") });
      continue;
    }
    table.add(cells.map((cell, index) => (isDate[index] ? serialDate(cell) : cell)));
    lines.add(table.rows, line);
  }
  table.finish();
  const columns = header.names.map((name, index) => ({ name, sql: `c${index}`, type: "VARCHAR" }));
  const relation: Relation = {
    columns: columns.filter(({ name }) => name !== ""),
    from: options.table,
    ordinal: "rowid + 1",
    lines,
    broken,
    encoding: "xlsx",
  };
  return { relation, sheet, others: sheets.filter((name) => name !== sheet) };
}

async function chooseSheet(
  bytes: Buffer,
  sheets: readonly string[],
  file: SourceFile,
  { sheet: asked, known }: XlsxOptions,
): Promise<{ sheet: string; header: Header }> {
  const same = (name: string) => name.trim().toLowerCase() === asked?.trim().toLowerCase();
  if (asked !== undefined && !sheets.some(same)) throw noSheet(asked, sheets, file.shown);
  let best: { sheet: string; header: Header; score: number } | undefined;
  for (const sheet of asked === undefined ? sheets : sheets.filter(same)) {
    const header = findHeader(await headRows(bytes, sheet, file.shown), known);
    if (!header) continue;
    const score = header.names.filter((name) => known.has(name.toLowerCase())).length;
    if (!best || score > best.score) best = { sheet, header, score };
  }
  if (!best) throw noHeader(file.shown, asked ?? sheets.join(", "));
  return best;
}

async function headRows(bytes: Buffer, sheet: string, shown: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheetRows(bytes, sheet, shown)) {
    rows.push(row);
    if (rows.length === searchedRows) break;
  }
  return rows;
}

async function* sheetRows(bytes: Buffer, sheet: string, shown: string): AsyncGenerator<SheetRow> {
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet }))
      yield { line: index + 1, cells: values.map(cellText) };
  } catch (cause) {
    throw unreadable(`${shown}!${sheet}`, "XLSX", cause);
  }
}

const noSheet = (sheet: string, sheets: readonly string[], where: string) =>
  new UserError({
    what: `the workbook has no visible sheet called ${sheet}`,
    where,
    allowed: sheets.join(", "),
    todo: "correct the sheet in the mapping, or rename or show it in the workbook",
  });

const noHeader = (where: string, sheets: string) =>
  new UserError({
    what: "no sheet has a line that names the columns",
    where: `${where} (${sheets})`,
    allowed: `a line of column names among the first ${searchedRows} lines that are not empty`,
    todo: "add a header line",
  });

import { writeXlsxStream } from "hucre/xlsx";
import { harmlessText, type CsvColumn } from "../csv.js";
import { mostExcelRows } from "./mostExcelRows.js";

/** Characters that a cell of Excel holds. */
const mostCharacters = 32_767;
/** Milliseconds of work before the browser may paint and answer. */
const slice = 10;

const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Rows as an Excel workbook of one sheet: numbers as numbers, texts that no spreadsheet runs, the head in sight. Written
 * a few rows at a time, so that the page goes on answering whatever the size; the same rows give the same bytes.
 * @throws RangeError for more rows than a sheet holds
 */
export async function excelFile<Row>(
  sheet: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Promise<Blob> {
  if (rows.length > mostExcelRows) throw new RangeError(`invalid rows; not up to ${mostExcelRows}: ${rows.length}`);
  const stream = writeXlsxStream(inSlices(columns, rows), {
    name: sheetName(sheet),
    columns: columns.map(({ label }) => ({
      header: textCell(label),
      width: Math.max(10, Math.min(32, label.length * 2)),
    })),
    freezePane: { rows: 1 },
  });
  return new Response(stream, { headers: { "content-type": type } }).blob();
}

async function* inSlices<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]) {
  let end = performance.now() + slice;
  for (const row of rows) {
    yield columns.map(({ value }) => cell(value(row)));
    if (performance.now() < end) continue;
    await new Promise((done) => setTimeout(done));
    end = performance.now() + slice;
  }
}

function cell(value: string | number | null): string | number | null {
  if (value === null || value === "") return null;
  if (typeof value === "string") return textCell(value);
  return Number.isFinite(value) ? value : "#N/A";
}

function textCell(value: string): string {
  return wellFormed(harmlessText(value).slice(0, mostCharacters));
}

/** Excel refuses a name that is empty, longer than 31 characters, reserved, or holds one of []:*?/\. */
function sheetName(name: string): string {
  const allowed = wellFormed(name.replace(/[[\]:*?/\\']/g, " ").slice(0, 31)).trim();
  return allowed.replace(/^history$/i, "$& 1") || "Sheet1";
}

/** Without what XML 1.0 cannot hold: control characters, half a surrogate pair. */
function wellFormed(text: string): string {
  if (!/[^\x20-\ud7ff]/.test(text)) return text;
  return text.replace(
    /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "",
  );
}

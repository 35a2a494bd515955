import { harmlessText, type CsvColumn } from "../csv.js";
import { mostExcelRows } from "./mostExcelRows.js";
import { zip } from "./zip.js";

/** Characters that a cell of Excel holds. */
const mostCharacters = 32_767;
const rowsAPiece = 200;
/** Milliseconds of work before the browser may paint and answer. */
const slice = 10;

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;

/**
 * Rows as an Excel workbook of one sheet (ECMA-376, texts in their cells): numbers as numbers, texts that no spreadsheet
 * runs, the head bold and in sight. Written a few rows at a time, so that the page goes on answering whatever the size.
 * @throws RangeError for more rows than a sheet holds
 */
export async function excelFile<Row>(
  sheet: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Promise<Blob> {
  if (rows.length > mostExcelRows) throw new RangeError(`invalid rows; not up to ${mostExcelRows}: ${rows.length}`);
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheetName(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ["worksheet", "worksheets/sheet1.xml"],
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
  const encoder = new TextEncoder();
  const small = Object.entries(parts).map(([name, xml]) => ({ name, pieces: [encoder.encode(declaration + xml)] }));
  const bytes = await zip([...small, { name: "xl/worksheets/sheet1.xml", pieces: sheetPieces(columns, rows) }]);
  return new Blob(bytes, { type: `${sheetType}.sheet` });
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${each.join("")}</Relationships>`;
}

/** Excel refuses a name that is empty, longer than 31 characters, or holds one of []:*?/\. */
function sheetName(name: string): string {
  return escaped(
    name
      .replace(/[[\]:*?/\\']/g, " ")
      .slice(0, 31)
      .trim() || "Sheet1",
  );
}

async function* sheetPieces<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]) {
  const encoder = new TextEncoder();
  const letters = columns.map((_, i) => columnLetters(i));
  const widths = columns.map(({ label }) => Math.max(10, Math.min(32, label.length * 2)));
  const head = columns.map(({ label }, i) => textCell(`${letters[i]}1`, label, ' s="1"'));
  yield encoder.encode(
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
      `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>` +
      `<sheetData><row r="1">${head.join("")}</row>`,
  );
  let end = performance.now() + slice;
  for (let from = 0; from < rows.length; from += rowsAPiece) {
    let text = "";
    for (const [i, row] of rows.slice(from, from + rowsAPiece).entries()) {
      const place = from + i + 2;
      text += `<row r="${place}">`;
      for (const [k, { value }] of columns.entries()) text += cell(`${letters[k]}${place}`, value(row));
      text += "</row>";
    }
    yield encoder.encode(text);
    if (performance.now() < end) continue;
    await new Promise((done) => setTimeout(done));
    end = performance.now() + slice;
  }
  yield encoder.encode("</sheetData></worksheet>");
}

function cell(place: string, value: string | number | null): string {
  if (value === null || value === "") return "";
  if (typeof value === "string") return textCell(place, value);
  return Number.isFinite(value) ? `<c r="${place}"><v>${value}</v></c>` : `<c r="${place}" t="e"><v>#N/A</v></c>`;
}

function textCell(place: string, value: string, style = ""): string {
  const text = escaped(harmlessText(value).slice(0, mostCharacters));
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** Without what XML 1.0 cannot hold: control characters, half a surrogate pair. */
function escaped(text: string): string {
  if (!/[^\x20-\x25\x27-\x3b\x3d\x3f-\ud7ff]|"/.test(text)) return text;
  return text
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "",
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A, B, … Z, AA, AB, … */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

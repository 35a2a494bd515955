import { createExcelFileStream, createWorkbook, type Workbook } from "excel-builder-vanilla";
import { harmlessText } from "../csv.js";
import type { Cell, CellFormat, Sheet } from "./cells.js";

const formats: Readonly<Record<CellFormat, string | undefined>> = {
  text: undefined,
  head: undefined,
  title: undefined,
  number: "General",
  whole: "#,##0",
  percent: "0%",
  percentFine: "0.00%",
  decimal: "0.0000",
};

/** Sheets as the bytes of an Excel workbook. Formulas have no results stored, so nothing stale can be shown. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const workbook = createWorkbook();
  const styles = stylesOf(workbook);
  for (const { name, widths, rows, names } of sheets) {
    const sheet = workbook.createWorksheet({ name });
    sheet.setData(rows.map((row) => row.map((cell) => written(cell, styles))) as never);
    sheet.setColumns(widths.map((width) => ({ width })));
    workbook.addWorksheet(sheet);
    for (const [id, place] of Object.entries(names)) {
      workbook.addDefinedName(id, `='${name}'!${place.replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2")}`);
    }
  }
  return bytesOf(createExcelFileStream(workbook));
}

/** The library's other way packs large sheets in a worker from a blob, which the pages' policy refuses. */
async function bytesOf(stream: ReturnType<typeof createExcelFileStream>): Promise<Uint8Array> {
  if (stream instanceof ReadableStream) return new Uint8Array(await new Response(stream).arrayBuffer());
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function stylesOf(workbook: Workbook): Map<CellFormat, number> {
  const sheet = workbook.getStyleSheet();
  return new Map(
    (Object.keys(formats) as CellFormat[]).map((name) => {
      const isStrong = name === "head" || name === "title";
      const format = {
        ...(formats[name] ? { format: formats[name] } : {}),
        ...(isStrong ? { font: { bold: true, size: name === "title" ? 14 : 11 } } : {}),
      };
      return [name, sheet.createFormat(format).id as number];
    }),
  );
}

function written(cell: Cell, styles: ReadonlyMap<CellFormat, number>): unknown {
  if (cell.kind === "empty") return { value: "", metadata: { type: "text" } };
  const style = styles.get(cell.format ?? "text");
  if (cell.kind === "text") return { value: harmlessText(cell.text), metadata: { type: "text", style } };
  if (cell.kind === "number") return { value: cell.value, metadata: { type: "number", style } };
  return { value: cell.formula, metadata: { type: "formula", style } };
}

import { saveFile, type CsvColumn } from "../csv.js";
import { excelFile } from "./excelFile.js";

/** Hands rows as an Excel workbook with one sheet to the browser's downloads. */
export async function downloadExcel<Row>(
  name: string,
  sheet: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const file = await excelFile(sheet, columns, rows);
  saveFile(`${name}.xlsx`, file, file.type);
}

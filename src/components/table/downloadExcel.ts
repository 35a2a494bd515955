import type { CsvColumn } from "../csv.js";
import { saveFile } from "../csv.js";
import { empty, number, text } from "../workbook/cells.js";
import { writeWorkbook } from "../workbook/writeWorkbook.js";

/** Rows as an Excel workbook with one sheet: numbers as numbers, texts that no spreadsheet runs. */
export async function downloadExcel<Row>(
  name: string,
  sheet: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const cell = (value: string | number | null) =>
    value === null ? empty : typeof value === "number" ? number(value) : text(value);
  const bytes = await writeWorkbook([
    {
      name: sheet,
      widths: columns.map(({ label }) => Math.max(10, Math.min(32, label.length * 2))),
      rows: [
        columns.map(({ label }) => text(label, "head")),
        ...rows.map((row) => columns.map(({ value }) => cell(value(row)))),
      ],
      names: {},
    },
  ]);
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  saveFile(`${name}.xlsx`, bytes as Uint8Array<ArrayBuffer>, type);
}

export interface CsvColumn<Row> {
  readonly label: string;
  readonly value: (row: Row) => string | number | null;
}

/** Rows as CSV for a spreadsheet: UTF-8 with a byte-order mark; a text that would run as a formula gets an apostrophe in front. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ label }) => csvCell(label)),
    ...rows.map((row) => columns.map(({ value }) => csvCell(value(row)))),
  ];
  return `\uFEFF${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = harmlessText(value);
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function harmlessText(value: string): string {
  return /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
}

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, text: BlobPart, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

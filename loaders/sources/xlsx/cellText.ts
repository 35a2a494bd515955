import type { CellValue } from "hucre/xlsx";

/** Serial day of 1950-01-01: a smaller number in a date column is rather a year. */
const firstSerial = 18_264;
/** Serial day of 2100-12-31. */
const lastSerial = 73_415;
const serialZero = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;

/** A formula that came to nothing: a share of no visits is missing, not a reason to give the customer up. */
const errors = /^\s*(#N\/A|#DIV\/0!|#VALUE!|#REF!|#NAME\?|#NUM!|#NULL!)?\s*$/;

/** What a cell says, as a CSV file would; null for an empty one and for Excel's errors. */
export function cellText(value: CellValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dateText(value);
  const text = String(value);
  return errors.test(text) ? null : text;
}

/** A date column's serial number (days since 1899-12-30, also when stored as text) as a date; other texts as they are. */
export function serialDate(text: string | null): string | null {
  if (text === null || !/^\s*\d{5}(\.\d+)?\s*$/.test(text)) return text;
  const serial = Number(text);
  if (serial < firstSerial || serial > lastSerial) return text;
  return dateText(new Date(serialZero + Math.round(serial * 86_400) * 1000));
}

function dateText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const [day, time] = [date.toISOString().slice(0, 10), date.toISOString().slice(11, 19)];
  // a time of day alone
  if (date.getTime() < serialZero + 2 * dayMs) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}

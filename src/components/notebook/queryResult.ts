import { DataType, type Table, type Vector } from "apache-arrow";

export type ResultValue = string | number | boolean | null;

export interface ResultColumn {
  readonly name: string;
  readonly kind: "number" | "date" | "text";
  readonly values: readonly ResultValue[];
}

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /** Rows that are shown. */
  readonly rows: number;
  /** Rows that the query gave. */
  readonly allRows: number;
  readonly milliseconds: number;
}

/** More would fill the tab's memory without anybody reading them. */
export const mostRows = 200_000;

/** An Arrow table as plain values, its first 200,000 rows. */
export function queryResult(table: Table, milliseconds: number): QueryResult {
  const rows = Math.min(table.numRows, mostRows);
  const columns = table.schema.fields.map(({ name, type }, i) => ({
    name,
    kind: kindOf(type),
    values: plainValues(table.getChildAt(i)!, type, rows),
  }));
  return { columns, rows, allRows: table.numRows, milliseconds };
}

function kindOf(type: DataType): ResultColumn["kind"] {
  if (DataType.isInt(type) || DataType.isFloat(type)) return "number";
  return DataType.isDate(type) || DataType.isTimestamp(type) ? "date" : "text";
}

function plainValues(vector: Vector, type: DataType, rows: number): ResultValue[] {
  const write = writerOf(type);
  return Array.from({ length: rows }, (_, i) => {
    const value: unknown = vector.get(i);
    return value === null || value === undefined ? null : write(value);
  });
}

function writerOf(type: DataType): (value: unknown) => ResultValue {
  if (DataType.isDate(type)) return (value) => new Date(Number(value)).toISOString().slice(0, 10);
  if (DataType.isTimestamp(type))
    return (value) => new Date(Number(value)).toISOString().replace("T", " ").slice(0, 19);
  if (DataType.isInt(type) || DataType.isFloat(type)) return Number;
  if (DataType.isBool(type)) return Boolean;
  return String;
}

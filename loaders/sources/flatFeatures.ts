import type { DuckDBConnection } from "@duckdb/node-api";
import { cleanedSql, numberSql } from "./typing.js";

export interface FlatColumn {
  readonly name: string;
  readonly sql: string;
  readonly type: string;
}

export interface FlatFeature {
  /** The column's name in the file. */
  readonly id: string;
  readonly kind: "number" | "category";
  readonly distinct: number;
  readonly missing: number;
}

/** Where so many of the filled cells are numbers, the others are slips and set their rows aside. */
const numberShare = 0.99;
const missingWords = "('na', 'n/a', 'nan', 'null', '-')";
const nativeNumber = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;

/** Kind of each feature by its content, and how to read it. A number column may say NA, N/A, NaN, null or - for missing. */
export async function flatFeatures(
  connection: DuckDBConnection,
  table: string,
  columns: readonly FlatColumn[],
): Promise<(FlatFeature & FlatColumn)[]> {
  const counts = columns.map(({ sql, type }, index) => {
    const filled = `nullif(${cleanedSql(sql, type, "text")}, '')`;
    const real = `case when lower(${filled}) not in ${missingWords} then ${filled} end`;
    return `{'filled': count(${filled}), 'real': count(${real}), 'numbers': count(${numberSql(`(${real})`)}),
      'distinct': count(distinct ${filled}), 'rows': count(*)} as s${index}`;
  });
  const reader = await connection.runAndReadAll(`select ${counts.join(", ")} from ${table}`);
  const stats = reader.getRowObjectsJson()[0] ?? {};
  return columns.map(({ name, sql, type }, index) => {
    const found = Object.entries(stats[`s${index}`] as Record<string, string>).map(
      ([key, value]) => [key, Number(value)] as const,
    );
    const { filled = 0, real = 0, numbers = 0, distinct = 0, rows = 0 } = Object.fromEntries(found);
    const isNumber = nativeNumber.test(type) || (real > 0 && numbers >= numberShare * real);
    const shared = { id: name, name, distinct };
    if (!isNumber) return { ...shared, kind: "category" as const, missing: rows - filled, sql, type };
    const number = type === "VARCHAR" ? `case when lower(trim(${sql})) not in ${missingWords} then ${sql} end` : sql;
    return { ...shared, kind: "number" as const, missing: rows - real, sql: number, type };
  });
}

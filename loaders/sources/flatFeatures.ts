import type { DuckDBConnection } from "@duckdb/node-api";
import { row } from "../query.js";
import { cleanedSql, numberSql } from "./typing.js";

export interface FlatColumn {
  readonly name: string;
  readonly spelt?: string;
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
  const stats: Counts[] = [];
  for (let start = 0; start < columns.length; start += columnsAtOnce)
    stats.push(...(await countColumns(connection, table, columns.slice(start, start + columnsAtOnce))));
  return columns.map(({ name, sql, type }, index) => {
    const { filled, real, numbers, distinct, rows } = stats[index]!;
    const isNumber = nativeNumber.test(type) || (real > 0 && numbers >= numberShare * real);
    const shared = { id: name, name, distinct };
    if (!isNumber) return { ...shared, kind: "category" as const, missing: rows - filled, sql, type };
    const number = type === "VARCHAR" ? `case when lower(trim(${sql})) not in ${missingWords} then ${sql} end` : sql;
    return { ...shared, kind: "number" as const, missing: rows - real, sql: number, type };
  });
}

interface Counts {
  readonly filled: number;
  /** Filled, and not by a word for missing. */
  readonly real: number;
  readonly numbers: number;
  readonly distinct: number;
  readonly rows: number;
}

/** One query over thousands of columns would be planned for minutes. */
const columnsAtOnce = 40;

/** Step upon step, so that no expression is repeated within another. */
async function countColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly FlatColumn[],
): Promise<Counts[]> {
  const each = (sql: (index: number) => string) => columns.map((_, index) => sql(index)).join(", ");
  const filled = columns.map(({ sql, type }, i) => `${cleanedSql(sql, type, "text")} as f${i}`).join(", ");
  const real = each((i) => `f${i}, case when lower(f${i}) not in ${missingWords} then f${i} end as r${i}`);
  const numbers = each((i) => `f${i}, r${i}, ${numberSql(`r${i}`)} as n${i}`);
  const counts = each(
    (i) =>
      `{'filled': count(f${i}), 'real': count(r${i}), 'numbers': count(n${i}), 'distinct': count(distinct f${i}), 'rows': count(*)} as s${i}`,
  );
  const found = await row<Record<string, Counts>>(
    connection,
    `select ${counts} from (select ${numbers} from (select ${real} from (select ${filled} from ${table})))`,
  );
  return columns.map((_, index) => found[`s${index}`]!);
}

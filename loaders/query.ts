import { readFileSync } from "node:fs";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";

/** A failed query, carrying its SQL, so that the message says where it happened. */
export class QueryError extends Error {
  constructor(
    readonly sql: string,
    cause: unknown,
  ) {
    super(
      `${cause instanceof Error ? cause.message : String(cause)}\n  in: ${sql.replace(/\s+/g, " ").slice(0, 300)}`,
      { cause },
    );
    this.name = "QueryError";
  }
}

/** Runs one or more statements; the last one's result is dropped. */
export async function execute(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): Promise<void> {
  try {
    await connection.run(sql, values);
  } catch (error) {
    throw new QueryError(sql, error);
  }
}

/**
 * Rows as plain JSON values: dates as YYYY-MM-DD, 64-bit integers as numbers (no count here nears 2^53).
 * For thousands of rows; columns of millions go through `loaders/model/readFrame.ts`.
 */
export async function rows<T>(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): Promise<T[]> {
  try {
    const reader = await connection.runAndReadAll(sql, values);
    const names = reader.deduplicatedColumnNames();
    const columns = reader.getColumns();
    return Array.from({ length: reader.currentRowCount }, (_, row) =>
      Object.fromEntries(names.map((name, i) => [name, toJson(columns[i]![row] as DuckDBValue)])),
    ) as T[];
  } catch (error) {
    throw new QueryError(sql, error);
  }
}

/** The only row of a query. */
export async function row<T>(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): Promise<T> {
  const [first, ...others] = await rows<T>(connection, sql, values);
  if (first === undefined || others.length)
    throw new QueryError(sql, `expected one row, received ${first === undefined ? 0 : others.length + 1}`);
  return first;
}

function toJson(value: DuckDBValue): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object") return value;
  if ("items" in value && Array.isArray(value.items)) return value.items.map((item) => toJson(item as DuckDBValue));
  if ("entries" in value && typeof value.entries === "object" && !Array.isArray(value.entries))
    return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, toJson(item as DuckDBValue)]));
  if ("toDouble" in value && typeof value.toDouble === "function") return (value.toDouble as () => number)();
  return String(value);
}

/** Columns of a table, in order, with DuckDB's types. */
export async function columnTypes(
  connection: DuckDBConnection,
  table: string,
): Promise<{ readonly name: string; readonly type: string }[]> {
  return rows(connection, `select column_name as name, column_type as type from (describe ${table})`);
}

/** The text of a file below `loaders/sql`, say `features/visits`. */
export function sqlFile(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), "utf8");
}

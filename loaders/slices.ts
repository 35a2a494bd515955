import type { DuckDBConnection } from "@duckdb/node-api";
import { row, rows } from "./query.js";

/**
 * A table's rows in their order, some at a time.
 * @param columns what is selected of each
 * @param sliceRows rows in Node's memory at once
 */
export async function* slices<T>(
  connection: DuckDBConnection,
  table: string,
  columns: string,
  sliceRows = 50_000,
): AsyncGenerator<T[]> {
  const { n } = await row<{ n: number }>(connection, `select count(*) as n from ${table}`);
  for (let from = 0; from < n; from += sliceRows)
    yield await rows<T>(
      connection,
      `select ${columns} from ${table} where rowid >= ${from} and rowid < ${from + sliceRows}`,
    );
}

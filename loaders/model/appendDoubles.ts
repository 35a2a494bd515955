import { DOUBLE, DuckDBDataChunk, type DuckDBConnection, type DuckDBDoubleVector } from "@duckdb/node-api";

const chunkRows = 2048;

/** Appends rows to a temp table of as many doubles, in order: a whole chunk of a column at a time. */
export async function appendDoubles(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Float64Array[],
): Promise<void> {
  const appender = await connection.createAppender(table, "main", "temp");
  const types = columns.map(() => DOUBLE);
  const rows = columns[0]?.length ?? 0;
  for (let from = 0; from < rows; from += chunkRows) {
    const count = Math.min(chunkRows, rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    columns.forEach((column, c) => {
      const vector = chunk.getColumnVector(c) as DuckDBDoubleVector;
      (vector as unknown as { items: Float64Array }).items.set(column.subarray(from, from + count));
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

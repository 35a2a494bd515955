import type { Client } from "pg";
import Cursor from "pg-cursor";
import type { RowTable } from "../appendRows.js";

const batch = 10_000;
const asText = { getTypeParser: () => (value: string) => value };

/** Reads a query through a cursor, every value as the server writes it; the memory taken does not grow with the rows. */
export async function readRows(client: Client, sql: string, values: unknown[], into: RowTable): Promise<number> {
  const cursor = client.query(new Cursor<(string | null)[]>(sql, values, { rowMode: "array", types: asText as never }));
  let rows = 0;
  try {
    for (;;) {
      const read = await cursor.read(batch);
      for (const row of read) into.add(row);
      rows += read.length;
      if (read.length < batch) return rows;
    }
  } finally {
    await cursor.close();
  }
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { readerRefusals } from "./readCsv.js";
import type { Relation } from "./relation.js";
import { unreadable } from "./unreadable.js";

const attempts = 3;

/**
 * Reads a relation and makes sure that every row the scan counted arrived. Otherwise it is read again from a clean copy,
 * without the records that the database's reader refused.
 * @param read stages the rows, replacing those of an earlier attempt; returns how many
 * @throws UserError when the file cannot be read
 */
export async function readWhole(
  connection: DuckDBConnection,
  relation: Relation,
  { shown, read }: { shown: string; read: (relation: Relation) => Promise<number> },
): Promise<{ rows: number; relation: Relation }> {
  let current = relation;
  let problem: unknown;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const rows = await read(current).catch((cause: unknown) => {
      problem = cause;
      return undefined;
    });
    if (!current.without) {
      if (rows === undefined) break;
      return { rows, relation: current };
    }
    const refused = await readerRefusals(connection);
    if (rows !== undefined && rows === current.expectedRows && refused.size === 0) return { rows, relation: current };
    if (rows !== undefined) problem = `${current.expectedRows} records expected, ${rows} read`;
    // places in a copy are exact; in the original, blank lines would shift them
    current = await current.without(attempt === 1 ? new Map() : refused);
  }
  throw unreadable(shown, relation.encoding === "parquet" ? "Parquet" : relation.without ? "CSV" : "JSON", problem);
}

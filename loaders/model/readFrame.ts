import type { DuckDBConnection } from "@duckdb/node-api";
import { otherLevel, type Frame, type FrameColumn } from "../../src/model/churn/types.js";
import { QueryError, rows } from "../query.js";
import { joinDoubles } from "./shared.js";

export interface FrameFeature {
  readonly id: string;
  readonly kind: "number" | "category";
}

const mostLevels = 1000;
/** Rows that there is room for at first; memory that no row comes to is never touched. */
const firstRoom = 122_880;

/**
 * Reads columns of a query into memory: numbers as doubles (booleans as 0 and 1), NULL as NaN, categories as indices of
 * levels sorted by text. Rows come in the query's order: give it an ORDER BY. Throws a QueryError that carries the SQL.
 *
 * @param source a table's name or a query, `select * from customer_week order by customer_id`
 */
export async function readFrame(
  connection: DuckDBConnection,
  source: string,
  features: readonly FrameFeature[],
): Promise<Frame> {
  const from = /\s/.test(source.trim()) ? `(${source})` : source;
  const levels = await Promise.all(
    features.map(({ id, kind }) => (kind === "category" ? readLevels(connection, from, id) : undefined)),
  );
  const selected = features.map(({ id }, i) => `${levels[i] ? codeSql(id, levels[i]) : numberSql(id)} as c${i}`);
  const sql = `select ${selected.join(", ") || "1"} from ${from}`;
  const { count, values } = await readDoubles(connection, sql, features.length);
  const columns = features.map(({ id, kind }, i): FrameColumn => ({ id, kind, levels: levels[i], values: values[i]! }));
  return { rows: count, columns };
}

/** Distinct texts, sorted; past a thousand the most frequent ones and `otherLevel`. */
async function readLevels(connection: DuckDBConnection, from: string, id: string): Promise<string[]> {
  const text = `cast(${quoted(id)} as varchar)`;
  const found = await rows<{ level: string }>(
    connection,
    `select ${text} as level from ${from} where ${quoted(id)} is not null group by 1 order by count(*) desc, 1 limit ${mostLevels + 1}`,
  );
  const levels = found.slice(0, mostLevels).map(({ level }) => level);
  // by code unit, as DuckDB's binary collation nearly does: any fixed order will do
  levels.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return found.length > mostLevels ? [...levels, otherLevel] : levels;
}

function numberSql(id: string): string {
  return `coalesce(cast(${quoted(id)} as double), 'nan'::double)`;
}

/** The level's index; an enum finds it by hashing. */
function codeSql(id: string, levels: readonly string[]): string {
  if (!levels.length) return "'nan'::double";
  const isCut = levels.at(-1) === otherLevel;
  const known = isCut ? levels.slice(0, -1) : levels;
  const code = `enum_code(try_cast(cast(${quoted(id)} as varchar) as enum(${known.map(literal).join(", ")})))::double`;
  const unknown = isCut ? `if(${quoted(id)} is null, 'nan'::double, ${known.length})` : "'nan'::double";
  return `coalesce(${code}, ${unknown})::double`;
}

async function readDoubles(
  connection: DuckDBConnection,
  sql: string,
  count: number,
): Promise<{ count: number; values: Float64Array[] }> {
  try {
    const result = await connection.stream(sql);
    let [total, room] = [0, firstRoom];
    const held = Array.from({ length: count }, () => joinDoubles([], room));
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      if (total + chunk.rowCount > room) {
        room *= 2;
        held.forEach((values, c) => (held[c] = joinDoubles([values], room)));
      }
      // copied: a chunk's memory is reused
      for (let c = 0; c < count; c++)
        held[c]!.set((chunk.getColumnVector(c) as unknown as { items: Float64Array }).items, total);
      total += chunk.rowCount;
    }
    return { count: total, values: held.map((values) => values.subarray(0, total)) };
  } catch (error) {
    throw new QueryError(sql, error);
  }
}

const quoted = (id: string): string => `"${id.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

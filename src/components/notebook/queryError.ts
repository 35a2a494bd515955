/** What DuckDB says of a query that failed, and where in the text. */
export interface QueryProblem {
  readonly message: string;
  /** 1-based; left out where the engine names no place. */
  readonly place?: { readonly line: number; readonly column: number; readonly offset: number };
}

/**
 * Reads an error of the engine, which with `errors_as_json` is an object with the position in bytes of UTF-8.
 * @param sql the query as it was sent
 */
export function queryProblem(text: string, sql: string): QueryProblem {
  const found = parsed(text);
  if (!found) return { message: text.replace(/^Error: /, "").split("\n")[0]! };
  const message = `${found.exception_type ?? "Error"}: ${found.exception_message ?? text}`.split("\n\nLINE ")[0]!;
  const bytes = Number(found.position);
  return found.position !== undefined && Number.isInteger(bytes)
    ? { message, place: placeOf(sql, bytes) }
    : { message };
}

interface EngineError {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
}

function parsed(text: string): EngineError | undefined {
  const from = text.indexOf("{");
  if (from < 0) return undefined;
  try {
    return JSON.parse(text.slice(from)) as EngineError;
  } catch {
    return undefined;
  }
}

function placeOf(sql: string, bytes: number): NonNullable<QueryProblem["place"]> {
  const before = new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, bytes));
  const lines = before.split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1, offset: before.length };
}

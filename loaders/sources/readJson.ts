import { promises as fs } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Encoding } from "./encoding.js";
import type { SourceFile } from "./findFiles.js";
import type { Relation } from "./relation.js";
import { quoteLiteral } from "../sqlText.js";
import { unreadable } from "./unreadable.js";

/** A JSON array of objects, or objects one after the other (NDJSON); every value as text, nested ones as JSON. @throws UserError */
export async function readJson(
  connection: DuckDBConnection,
  file: SourceFile,
  { path, encoding }: { path: string; encoding: Encoding },
): Promise<Relation> {
  const format = await jsonFormat(path, file);
  const ignoreErrors = format === "newline_delimited" ? ", ignore_errors = true" : "";
  const from = `read_json_objects([${quoteLiteral(path)}], format = '${format}'${ignoreErrors})`;
  const keys = await connection
    .runAndReadAll(
      `select distinct unnest(json_keys(json)) as key from ${from} where json_type(json) = 'OBJECT' order by key`,
    )
    .catch((cause: unknown) => {
      throw unreadable(file.shown, "JSON", cause);
    });
  const names = keys.getRows().map(([key]) => String(key));
  // a key with a NUL cannot be named in a query
  const columns = names
    .filter((name) => !name.includes("\0"))
    .map((name) => ({
      name: name.trim(),
      sql: `json_extract_string(json, ${quoteLiteral(pointer(name))})`,
      type: "VARCHAR",
    }));
  return {
    columns,
    from,
    ordinal: "row_number() over ()",
    broken: [],
    notARecord: "json is null or json_type(json) <> 'OBJECT'",
    encoding,
  };
}

function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

async function jsonFormat(path: string, file: SourceFile): Promise<"array" | "newline_delimited" | "unstructured"> {
  const handle = await fs.open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 16), 0, 1 << 16, 0).finally(() => handle.close());
  const head = buffer.subarray(0, bytesRead).toString().trimStart();
  if (head.startsWith("[") && file.kind === "json") return "array";
  if (file.kind === "ndjson") return "newline_delimited";
  const firstLine = head.split("\n", 1)[0] ?? "";
  try {
    JSON.parse(firstLine);
    return "newline_delimited";
  } catch {
    return "unstructured";
  }
}

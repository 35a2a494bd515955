import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { onTestFinished } from "vitest";
import { rows } from "../../../loaders/query.js";

/** Path of a file below test/fixtures/input. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/input/${name}`, import.meta.url));

/** A connection of its own, closed when the test ends. */
export async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return connection;
}

/** A folder holding these files, removed when the test ends. */
export function folder(files: Record<string, string | Buffer> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "holdfast-test-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** `staging.rejects` as lines: table file:line column value reason, with - for nothing. */
export async function rejected(connection: DuckDBConnection): Promise<string[]> {
  const found = await rows<Record<string, string | number | null>>(connection, "select * from staging.rejects");
  return found.map((row) =>
    [`${row["file"]}:${row["line"]}`, row["column_name"] ?? "-", row["value"] ?? "-", row["reason"]].join(" | "),
  );
}

/** Rows of a playbook's staged tables and of `rejects`, each as text, in an order that is theirs alone. */
export async function stagedRows(
  connection: DuckDBConnection,
  { tables }: { readonly tables: readonly string[] },
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of [...tables, "rejects"])
    found[table] = (
      await rows<{ row: string }>(connection, `select to_json(t)::varchar as row from staging."${table}" t order by 1`)
    ).map(({ row }) => row);
  return found;
}

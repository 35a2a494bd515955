import { buildFeatures } from "../../loaders/features.js";
import { rows } from "../../loaders/query.js";
import { columnsOf, healthSql, signalsSql } from "../../loaders/score.js";
import { ingest } from "../../loaders/sources/ingest.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { connect, folder } from "../loaders/sources/staging.js";
import type { Row } from "./staging.js";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";

export interface Health {
  readonly usage: number | null;
  readonly adoption: number | null;
  readonly engagement: number | null;
  readonly value: number | null;
  readonly overall: number | null;
  readonly coverage: number;
  readonly status: string | null;
  readonly riskFactors: readonly string[];
  readonly opportunities: readonly string[];
}

/** A CSV file of rows; columns are those of all rows, nothing for what a row lacks. */
export function csv(made: readonly Row[]): string {
  const names = [...new Set(made.flatMap((row) => Object.keys(row)))];
  return [names, ...made.map((row) => names.map((name) => row[name] ?? ""))]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
}

/** Health of the customers of these CSV files, all the way: ingestion, features, health, signals. By customer. */
export async function healthOf(
  playbook: Playbook,
  asOf: string,
  tables: Readonly<Record<string, readonly Row[]>>,
): Promise<Record<string, Health>> {
  const files = Object.fromEntries(Object.entries(tables).map(([name, made]) => [`${name}.csv`, csv(made)]));
  const connection = await connect();
  const ingested = await ingest(connection, { source: folder(files), playbook, asOf });
  const present = ingested.tables.map(({ name }) => name);
  await buildFeatures(duckdbEngine(connection), "customer_week", [{ asOf, withLost: true }], {
    present,
    playbook,
    isFlat: false,
  });
  const columns = await columnsOf(connection, "customer_week");
  const found = await rows<Health & { customer_id: string }>(
    connection,
    `select health.*, ${signalsSql(playbook.riskFactors, columns)} as "riskFactors",
       ${signalsSql(playbook.opportunities, columns)} as opportunities
     from (${healthSql(playbook, "customer_week", columns)}) as health
     join (select * from customer_week) as inputs using (customer_id, as_of)`,
  );
  return Object.fromEntries(found.map((row) => [row.customer_id, row]));
}

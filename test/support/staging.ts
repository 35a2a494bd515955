import type { DuckDBConnection } from "@duckdb/node-api";
import { buildFeatures, type Week } from "../../loaders/features.js";
import { rows } from "../../loaders/query.js";
import { createStaged, dropWorkColumns, staged } from "../../loaders/sources/stageTable.js";
import { columnsFor, inputTable } from "../../loaders/sources/tables.js";
import { quoteIdentifier, quoteLiteral } from "../../loaders/sqlText.js";
import type { Playbook, TableName } from "../../src/playbooks/types.js";
import { connect } from "../loaders/sources/staging.js";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";

export type Row = Readonly<Record<string, string | number | boolean | null>>;
/** Hand-made rows by input table; a table that is named is present, even without rows. */
export type Tables = Readonly<Partial<Record<TableName, readonly Row[]>>>;

/** A connection of its own whose schema `staging` holds all of the playbook's tables with these rows, as ingestion leaves it. */
export async function stage(playbook: Playbook, tables: Tables): Promise<DuckDBConnection> {
  const connection = await connect();
  await connection.run("set TimeZone = 'UTC'; create schema staging");
  for (const table of playbook.tables) {
    await createStaged(connection, table, columnsFor(inputTable(table), playbook.tables));
    await dropWorkColumns(connection, table);
  }
  for (const [table, made] of Object.entries(tables)) await insert(connection, table, made);
  return connection;
}

/** Appends rows, columns by name, to a staged table. */
export async function insert(connection: DuckDBConnection, table: string, made: readonly Row[]): Promise<void> {
  const names = [...new Set(made.flatMap((row) => Object.keys(row)))];
  if (!names.length) return;
  const values = made.map((row) => `(${names.map((name) => quoteLiteral(row[name])).join(", ")})`);
  const columns = names.map((name) => quoteIdentifier(name)).join(", ");
  await connection.run(
    `insert into ${staged(table)} by name select * from (values ${values.join(", ")}) as made(${columns})`,
  );
}

/** Features of the customers of these tables at one day, by customer. */
export async function featuresAt(
  playbook: Playbook,
  asOf: string,
  tables: Tables,
  weeks: readonly Week[] = [{ asOf, withLost: true }],
): Promise<Record<string, Row>> {
  const connection = await stage(playbook, tables);
  await build(connection, playbook, weeks, tables);
  return featureRows(connection, asOf);
}

/** `customer_week` of these weeks; a table counts as present when it is named. */
export async function build(
  connection: DuckDBConnection,
  playbook: Playbook,
  weeks: readonly Week[],
  tables: Tables,
): Promise<void> {
  await buildFeatures(duckdbEngine(connection), "customer_week", weeks, {
    present: Object.keys(tables),
    playbook,
    isFlat: false,
  });
}

export async function featureRows(connection: DuckDBConnection, asOf: string): Promise<Record<string, Row>> {
  const found = await rows<Row>(connection, `select * from customer_week where as_of = date '${asOf}'`);
  return Object.fromEntries(found.map((row) => [String(row.customer_id), row]));
}

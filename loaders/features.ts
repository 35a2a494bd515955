import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../src/playbooks/types.js";
import { execute, row, rows, sqlFile } from "./query.js";

/** Input tables that become features; the first two columns of each query are customer_id and as_of. */
const featureTables = ["visits", "app_activity", "usage", "feature_usage", "tickets", "touches", "value"] as const;

/** Columns that compare a customer with everybody else of its week. */
const rankFeatures: readonly string[] = ["spend_percentile"];

/** Dictionaries a feature table needs beside itself, and the columns that are missing when one is absent. */
const dictionaries: Partial<Record<string, { readonly table: string; readonly columns: readonly string[] }>> = {
  visits: { table: "service_kinds", columns: ["kinds_used", "core_kinds_used"] },
  feature_usage: {
    table: "features",
    columns: ["features_used_30", "core_used_30", "features_change", "high_value_unused_count", "high_value_unused"],
  },
};

export interface Week {
  readonly asOf: string;
  /** Whether customers lost by then get a row too. */
  readonly withLost: boolean;
}

export interface FeatureTables {
  readonly present: readonly string[];
  readonly playbook: Playbook;
  readonly isFlat: boolean;
}

/**
 * Computes the mart `customer_week`: one row a customer and week, one column a feature, nothing dated after the week.
 * Columns of absent tables exist and are missing. Needs schema `staging`.
 * @returns rows made
 */
export async function buildFeatures(
  connection: DuckDBConnection,
  target: string,
  weeks: readonly Week[],
  tables: FeatureTables,
): Promise<number> {
  await prepareFeatures(connection, tables);
  await weekFeatures(connection, target, weeks, tables);
  return (await row<{ n: number }>(connection, `select count(*) as n from ${target}`)).n;
}

/** What every week's features read, worked out once a run. */
export async function prepareFeatures(
  connection: DuckDBConnection,
  { playbook, isFlat }: FeatureTables,
): Promise<void> {
  if (isFlat || !playbook.tables.includes("visits")) return;
  await execute(connection, `create or replace temp table visits_numbered as ${sqlFile("features/visits_numbered")}`);
}

/** Features of everybody at these weeks, by week and customer. Needs `prepareFeatures`. */
export async function weekFeatures(
  connection: DuckDBConnection,
  target: string,
  weeks: readonly Week[],
  tables: FeatureTables,
): Promise<void> {
  await execute(connection, "create or replace temp table weeks (as_of date, with_lost boolean)");
  for (const week of weeks)
    await execute(connection, "insert into weeks values (?::date, ?)", [week.asOf, week.withLost]);
  const panel = sqlFile(tables.isFlat ? "features/flat_panel" : "features/panel");
  await execute(connection, `create or replace temp table panel as ${panel}`);
  await panelFeatures(connection, target, tables);
}

/**
 * Features of some customers at some weeks: the columns that rank a customer among the others of the week
 * (`spend_percentile`) are missing, unless a model reads them. Needs `prepareFeatures`.
 * @param drawn a table's name or a query of (customer_id, as_of), in parentheses
 */
export async function drawnFeatures(
  connection: DuckDBConnection,
  target: string,
  drawn: string,
  tables: FeatureTables,
): Promise<void> {
  await execute(connection, `create or replace temp view drawn as select customer_id, as_of from ${drawn}`);
  if (tables.playbook.features.some(({ id }) => rankFeatures.includes(id)))
    return drawnOfWeeks(connection, target, tables);
  await execute(connection, `create or replace temp table panel as ${sqlFile("features/drawn_panel")}`);
  await panelFeatures(connection, target, tables);
  const present = await columnNames(connection, target);
  for (const rank of rankFeatures.filter((id) => present.includes(id)))
    await execute(connection, `update ${target} set ${rank} = null`);
}

/** Whole weeks, of which the drawn rows are kept: a rank is one among everybody. */
async function drawnOfWeeks(connection: DuckDBConnection, target: string, tables: FeatureTables): Promise<void> {
  const found = await rows<{ asOf: string }>(
    connection,
    `select distinct as_of::varchar as "asOf" from drawn order by 1`,
  );
  for (const [i, { asOf }] of found.entries()) {
    await weekFeatures(connection, "whole_week", [{ asOf, withLost: false }], tables);
    const kept = "select whole_week.* from whole_week join drawn using (customer_id, as_of)";
    await execute(
      connection,
      i ? `insert into ${target} ${kept}` : `create or replace temp table ${target} as ${kept}`,
    );
  }
}

/** Features of the rows of `panel`. */
async function panelFeatures(connection: DuckDBConnection, target: string, tables: FeatureTables): Promise<void> {
  const known = tables.playbook.tables;
  const parts = tables.isFlat
    ? ["flat_features"]
    : [...customerParts(known), ...featureTables.filter((table) => known.includes(table))];
  for (const table of parts) await buildPart(connection, table, tables.present);
  const columns = await partColumns(connection, parts);
  const joins = parts.map((table) => `left join part_${table} using (customer_id, as_of)`).join("\n");
  await execute(
    connection,
    `create or replace temp table ${target} as
     select panel.customer_id, panel.as_of, panel.is_lost, ${columns.join(", ")} from panel ${joins}`,
  );
  for (const table of parts) await execute(connection, `drop table part_${table}`);
}

async function columnNames(connection: DuckDBConnection, table: string): Promise<string[]> {
  return (await rows<{ name: string }>(connection, `select column_name as name from (describe ${table})`)).map(
    ({ name }) => name,
  );
}

/** Parts that read `customers`, which is always there; vehicles are known where visits are. */
function customerParts(known: readonly string[]): string[] {
  return known.includes("visits") ? ["customers", "vehicles"] : ["customers"];
}

async function buildPart(connection: DuckDBConnection, table: string, present: readonly string[]): Promise<void> {
  const isPresent = ["customers", "vehicles", "flat_features"].includes(table) || present.includes(table);
  const dictionary = dictionaries[table];
  const sql = sqlFile(`features/${table}`);
  // an absent table still names its columns: they are missing for everybody, not zero
  const kept = isPresent ? "" : "where false";
  await execute(connection, `create or replace temp table part_${table} as select * from (${sql}) ${kept}`);
  if (isPresent && dictionary && !present.includes(dictionary.table)) {
    const missing = dictionary.columns.map((name) => `${name} = null`).join(", ");
    await execute(connection, `update part_${table} set ${missing}`);
  }
}

/** Feature columns of all parts, quoted; a name that two parts share is an error of the SQL files. */
async function partColumns(connection: DuckDBConnection, parts: readonly string[]): Promise<string[]> {
  const found = await rows<{ name: string; part: string }>(
    connection,
    `select column_name as name, table_name as part from duckdb_columns()
     where table_name in (${parts.map((part) => `'part_${part}'`).join(", ")}) and column_name not in ('customer_id', 'as_of')
     order by table_name, column_index`,
  );
  const seen = new Map<string, string>();
  for (const { name, part } of found) {
    const other = seen.get(name);
    if (other) throw new Error(`feature column made twice, by ${other} and ${part}: ${name}`);
    seen.set(name, part);
  }
  return found.map(({ name, part }) => `${part}."${name.replaceAll('"', '""')}"`);
}

import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../src/playbooks/types.js";
import { execute, row, rows, sqlFile } from "./query.js";

/** Input tables that become features; the first two columns of each query are customer_id and as_of. */
const featureTables = ["visits", "app_activity", "usage", "feature_usage", "tickets", "touches", "value"] as const;

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

/**
 * Computes the mart `customer_week`: one row a customer and week, one column a feature, nothing dated after the week.
 * Columns of absent tables exist and are missing. Needs schema `staging`.
 * @returns rows made
 */
export async function buildFeatures(
  connection: DuckDBConnection,
  target: string,
  weeks: readonly Week[],
  tables: { present: readonly string[]; playbook: Playbook; isFlat: boolean },
): Promise<number> {
  await execute(connection, "create or replace temp table weeks (as_of date, with_lost boolean)");
  for (const week of weeks)
    await execute(connection, "insert into weeks values (?::date, ?)", [week.asOf, week.withLost]);
  await execute(
    connection,
    `create or replace temp table panel as ${sqlFile(tables.isFlat ? "features/flat_panel" : "features/panel")}`,
  );

  const known = tables.playbook.tables;
  const parts = tables.isFlat
    ? ["flat_features"]
    : [...customerParts(known), ...featureTables.filter((table) => known.includes(table))];
  for (const table of parts) await buildPart(connection, table, tables.present);

  const columns = await partColumns(connection, parts);
  const joins = parts.map((table) => `left join part_${table} using (customer_id, as_of)`).join("\n");
  await execute(
    connection,
    `create or replace table ${target} as
     select panel.customer_id, panel.as_of, panel.is_lost, ${columns.join(", ")}
     from panel ${joins} order by panel.as_of, panel.customer_id`,
  );
  for (const table of parts) await execute(connection, `drop table part_${table}`);
  return (await row<{ n: number }>(connection, `select count(*) as n from ${target}`)).n;
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

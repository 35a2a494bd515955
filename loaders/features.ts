import { names, parse } from "../src/model/expression/index.js";
import type { Playbook } from "../src/playbooks/types.js";
import type { Engine } from "./engines/engine.js";
import { columnTypes, rows, sqlFile } from "./query.js";
import { quoteIdentifier, quoteLiteral } from "./sqlText.js";

/** Input tables that become features; the first two columns of each query are customer_id and as_of. */
export const featureTables = [
  "visits",
  "app_activity",
  "usage",
  "feature_usage",
  "tickets",
  "touches",
  "value",
] as const;

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
  engine: Engine,
  target: string,
  weeks: readonly Week[],
  tables: FeatureTables,
): Promise<number> {
  await prepareFeatures(engine, tables);
  await prepareUsage(
    engine,
    tables,
    weeks.map(({ asOf }) => asOf),
  );
  await weekFeatures(engine, target, weeks, tables);
  return engine.count(target);
}

/** What every week's features read, worked out once a run. */
export async function prepareFeatures(engine: Engine, { playbook, isFlat }: FeatureTables): Promise<void> {
  if (isFlat || !playbook.tables.includes("visits")) return;
  await engine.make("visits_numbered", sqlFile("features/visits_numbered"));
}

/** Use summed up by customer and seven days, each user's and each feature's weeks as bits: what these weeks read in place of all days. */
export async function prepareUsage(
  engine: Engine,
  { playbook, isFlat }: FeatureTables,
  weeks: readonly string[],
): Promise<void> {
  if (isFlat || !playbook.tables.includes("usage")) return;
  await engine.make("weeks", weeksSql(weeks), { isPassing: true });
  for (const made of ["usage_days", "usage_places", "usage_weeks", "usage_users", "usage_features"])
    await engine.make(made, sqlFile(`features/${made}`));
}

/** A query of (as_of). @param weeks at least one, YYYY-MM-DD */
export function weeksSql(weeks: readonly string[]): string {
  return `select * from (values ${weeks.map((week) => `(${quoteLiteral(week)}::date)`).join(", ")}) as week(as_of)`;
}

/** Frees the tables that were read once, for what `prepareFeatures` and `prepareUsage` made of them: the largest there are. */
export async function dropPrepared(engine: Engine, { playbook, isFlat }: FeatureTables): Promise<void> {
  if (isFlat) return;
  for (const table of ["visits", "usage", "feature_usage"] as const)
    if (playbook.tables.includes(table)) await engine.drop(`staging.${table}`);
}

/** Columns that scores are made of: what a model may read, and what health reads. */
export function scoredColumns({ features, health }: Playbook): ReadonlySet<string> {
  const formulas = health.components.flatMap(({ formula }) => names(parse(formula)));
  return new Set([...features.map(({ id }) => id), ...formulas]);
}

/**
 * Features of everybody at these weeks, by week and customer. Needs `prepareFeatures`, and `prepareUsage` of the weeks.
 * @param wanted columns that are made; default: all
 */
export async function weekFeatures(
  engine: Engine,
  target: string,
  weeks: readonly Week[],
  tables: FeatureTables,
  wanted?: ReadonlySet<string>,
): Promise<void> {
  const listed = weeks.map(({ asOf, withLost }) => `(${quoteLiteral(asOf)}::date, ${withLost})`);
  await engine.make("weeks", `select * from (values ${listed.join(", ")}) as week(as_of, with_lost)`, {
    isPassing: true,
  });
  await engine.make("panel", sqlFile(tables.isFlat ? "features/flat_panel" : "features/panel"));
  await panelFeatures(engine, target, tables, wanted);
}

/**
 * Features of some customers at some weeks: those that a model may read. Needs `prepareFeatures`, and `prepareUsage` of the
 * weeks.
 * @param drawn a table's name or a query of (customer_id, as_of), in parentheses
 */
export async function drawnFeatures(
  engine: Engine,
  target: string,
  drawn: string,
  tables: FeatureTables,
): Promise<void> {
  await engine.view("drawn", `select customer_id, as_of from ${drawn}`);
  const wanted = tables.isFlat ? undefined : new Set(tables.playbook.features.map(({ id }) => id));
  if (rankFeatures.some((id) => wanted?.has(id))) return drawnOfWeeks(engine, target, tables, wanted);
  await engine.make("panel", sqlFile("features/drawn_panel"));
  await panelFeatures(engine, target, tables, wanted);
}

/** Whole weeks, of which the drawn rows are kept: a rank is one among everybody. */
async function drawnOfWeeks(
  engine: Engine,
  target: string,
  tables: FeatureTables,
  wanted?: ReadonlySet<string>,
): Promise<void> {
  await engine.make("drawn_week", "select distinct as_of from drawn");
  await engine.bring("drawn_week");
  const found = await rows<{ asOf: string }>(
    engine.connection,
    `select as_of::varchar as "asOf" from drawn_week order by 1`,
  );
  for (const [i, { asOf }] of found.entries()) {
    await weekFeatures(engine, "whole_week", [{ asOf, withLost: false }], tables, wanted);
    const kept = "select whole_week.* from whole_week join drawn using (customer_id, as_of)";
    await (i ? engine.append(target, kept) : engine.make(target, kept));
  }
}

/** Features of the rows of `panel`. */
async function panelFeatures(
  engine: Engine,
  target: string,
  tables: FeatureTables,
  wanted?: ReadonlySet<string>,
): Promise<void> {
  const known = tables.playbook.tables;
  const all = tables.isFlat
    ? ["flat_features"]
    : [...customerParts(known), ...featureTables.filter((table) => known.includes(table))];
  const parts = [];
  for (const table of all) parts.push({ table, columns: await buildPart(engine, table, tables.present, wanted) });
  const made = parts.filter(({ columns }) => columns.length);
  const joins = made.map(({ table }) => `left join part_${table} using (customer_id, as_of)`).join("\n");
  const columns = ["panel.customer_id", "panel.as_of", "panel.is_lost", ...featureColumns(made)];
  await engine.make(target, `select ${columns.join(", ")} from panel ${joins}`);
  for (const { table } of made) await engine.drop(`part_${table}`);
}

/** Parts that read `customers`, which is always there; vehicles are known where visits are. */
function customerParts(known: readonly string[]): string[] {
  return known.includes("visits") ? ["customers", "vehicles"] : ["customers"];
}

/** Makes the columns of a part that are wanted; no table where none is. @returns their names */
async function buildPart(
  engine: Engine,
  table: string,
  present: readonly string[],
  wanted?: ReadonlySet<string>,
): Promise<string[]> {
  const isPresent = ["customers", "vehicles", "flat_features"].includes(table) || present.includes(table);
  const dictionary = dictionaries[table];
  const sql = `(${sqlFile(`features/${table}`)})`;
  const named = (await columnTypes(engine.connection, `select * from ${sql}`)).map(({ name }) => name);
  const columns = named.filter((name) => !keys.includes(name) && (wanted?.has(name) ?? true));
  if (!columns.length) return [];
  // what a dictionary would say is missing without it; its type stays
  const unknown = isPresent && dictionary && !present.includes(dictionary.table) ? dictionary.columns : [];
  const selected = columns.map((name) => {
    const column = quoteIdentifier(name);
    return unknown.includes(name) ? `nullif(${column}, ${column}) as ${column}` : column;
  });
  // an absent table still names its columns: they are missing for everybody, not zero
  const kept = isPresent ? "" : "where false";
  await engine.make(`part_${table}`, `select ${[...keys, ...selected].join(", ")} from ${sql} ${kept}`, {
    isPassing: true,
  });
  return columns;
}

const keys: readonly string[] = ["customer_id", "as_of"];

/** Columns of all parts, quoted; a name that two parts share is an error of the SQL files. */
function featureColumns(parts: readonly { readonly table: string; readonly columns: readonly string[] }[]): string[] {
  const seen = new Map<string, string>();
  // by table, whatever order they were made in
  for (const { table, columns } of parts.toSorted((a, b) => (a.table < b.table ? -1 : 1)))
    for (const name of columns) {
      const other = seen.get(name);
      if (other) throw new Error(`feature column made twice, by part_${other} and part_${table}: ${name}`);
      seen.set(name, table);
    }
  return [...seen].map(([name, table]) => `part_${table}.${quoteIdentifier(name)}`);
}

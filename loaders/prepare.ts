import type { DuckDBConnection } from "@duckdb/node-api";
import type { Drift } from "../src/model/drift.js";
import type { Playbook } from "../src/playbooks/types.js";
import { driftSince } from "./drift.js";
import { prepareFeatures, weekFeatures, type FeatureTables } from "./features.js";
import type { History } from "./history.js";
import { planWeeks, type Plan } from "./plan.js";
import { execute, row, sqlFile } from "./query.js";
import type { Input } from "./source.js";
import { modelFeatures } from "./train.js";

export interface Prepared {
  readonly plan: Plan;
  readonly tables: FeatureTables;
  /** Makes the features of everybody at some weeks; the table's name. They last until others are asked for. */
  readonly featuresOf: (weeks: readonly string[]) => Promise<string>;
  /** Null where no earlier model kept distributions. */
  readonly drift: readonly Drift[] | null;
  /** Rows of `customer_week`. */
  readonly rows: number;
}

/**
 * Plans the run and makes the features of the newest week (`customer_week`); those of other weeks are made where they are
 * needed, a week or a sample at a time, so that memory does not grow with the number of weeks. Customers that have moved
 * away from those the model learnt from bring its training forward.
 */
export async function planAndPrepare(
  connection: DuckDBConnection,
  known: { input: Input; playbook: Playbook; history: History },
): Promise<Prepared> {
  const { input, playbook } = known;
  const { asOf } = input;
  const tables = { present: input.present, playbook, isFlat: input.kind === "flat" };
  await prepareFeatures(connection, tables);
  await weekFeatures(connection, "newest_week", [{ asOf, withLost: true }], tables);
  await execute(connection, "create or replace table customer_week as from newest_week order by customer_id");
  await execute(connection, "drop table newest_week");
  const { rows } = await row<{ rows: number }>(connection, "select count(*) as rows from customer_week");
  let plan = await planWeeks(connection, known);
  const drift = await driftSince(connection, plan.previous, { asOf, features: modelFeatures(playbook, input) });
  if (plan.model && drift?.some(({ isShifted }) => isShifted))
    plan = await planWeeks(connection, { ...known, hasDrifted: true });
  await nameCandidates(connection, plan);
  const featuresOf = async (weeks: readonly string[]): Promise<string> => {
    if (weeks.length === 1 && weeks[0] === asOf) return "customer_week";
    const wanted = weeks.map((week) => ({ asOf: week, withLost: false }));
    await weekFeatures(connection, "week_features", wanted, tables);
    return "week_features";
  };
  return { plan, tables, featuresOf, drift, rows };
}

/** `candidate`: who may be learnt from, and when. */
async function nameCandidates(connection: DuckDBConnection, { weeks }: Plan): Promise<void> {
  await execute(connection, "create or replace temp table known_weeks as select unnest(?::date[]) as as_of", [
    `[${weeks.join(",")}]`,
  ]);
  await execute(connection, `create or replace temp view candidate as ${sqlFile("training/candidate")}`);
}

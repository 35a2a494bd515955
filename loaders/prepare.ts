import type { Drift } from "../src/model/drift.js";
import type { Playbook } from "../src/playbooks/types.js";
import { driftSince } from "./drift.js";
import type { Engine } from "./engines/engine.js";
import {
  dropPrepared,
  prepareFeatures,
  prepareUsage,
  scoredColumns,
  weekFeatures,
  weeksSql,
  type FeatureTables,
} from "./features.js";
import type { History } from "./history.js";
import { planWeeks, type Plan } from "./plan.js";
import type { Input } from "./source.js";
import { modelFeatures } from "./train.js";

export interface Prepared {
  readonly plan: Plan;
  readonly tables: FeatureTables;
  /** Makes the features of everybody at some weeks, those that scores are made of; the table's name. They last until others are asked for. */
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
  engine: Engine,
  known: { input: Input; playbook: Playbook; history: History },
): Promise<Prepared> {
  const { input, playbook } = known;
  const { asOf } = input;
  const { connection } = engine;
  const tables = { present: input.present, playbook, isFlat: input.kind === "flat" };
  let plan = await planWeeks(connection, known);
  await prepareFeatures(engine, tables);
  await prepareUsage(engine, tables, plan.weeks);
  await weekFeatures(engine, "newest_week", [{ asOf, withLost: true }], tables);
  await engine.make("customer_week", "select * from newest_week order by customer_id", { isLarge: true });
  await engine.drop("newest_week");
  await engine.bring("customer_week");
  const rows = await engine.count("customer_week");
  const drift = await driftSince(connection, plan.previous, { asOf, features: modelFeatures(playbook, input) });
  if (plan.model && drift?.some(({ isShifted }) => isShifted)) {
    plan = await planWeeks(connection, { ...known, hasDrifted: true });
    await prepareUsage(engine, tables, plan.weeks);
  }
  await nameWeeks(engine, plan);
  await dropPrepared(engine, tables);
  const scored = tables.isFlat ? undefined : scoredColumns(playbook);
  let isMade = false;
  const featuresOf = async (weeks: readonly string[]): Promise<string> => {
    // first, so that the memory of two never adds up
    if (isMade) await engine.drop("week_features");
    isMade = weeks.length > 1 || weeks[0] !== asOf;
    if (!isMade) return "customer_week";
    const wanted = weeks.map((week) => ({ asOf: week, withLost: false }));
    await weekFeatures(engine, "week_features", wanted, tables, scored);
    return "week_features";
  };
  return { plan, tables, featuresOf, drift, rows };
}

/** `known_weeks`: the weeks that may be learnt from. */
async function nameWeeks(engine: Engine, { weeks }: Plan): Promise<void> {
  await engine.make("known_weeks", weeksSql(weeks), { isPassing: true });
}

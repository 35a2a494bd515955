import type { TrainingSet } from "../src/model/churn/types.js";
import type { Playbook } from "../src/playbooks/types.js";
import type { Engine } from "./engines/engine.js";
import { readFrame, type FrameFeature } from "./model/readFrame.js";
import { rows, sqlFile } from "./query.js";
import { quoteLiteral } from "./sqlText.js";

/** Fewer events than this teach nothing that would hold next week. */
export const minEvents = 20;

export interface TrainingContext {
  readonly engine: Engine;
  readonly playbook: Playbook;
  readonly asOf: string;
  readonly seed: number;
  readonly features: readonly FrameFeature[];
  /** Makes a table of the features of drawn rows: a table's name, or a query in parentheses, of (customer_id, as_of). */
  readonly makeFeatures: (target: string, drawn: string) => Promise<void>;
}

export interface RowsWanted {
  /** Only outcomes known by this day. */
  readonly cutoff: string;
  readonly maxRows: number;
  /** Default: the playbook's. */
  readonly horizonDays?: number;
  /** First week taken; default: all. */
  readonly since?: string;
  /** One row a customer and month, or every week; default month. */
  readonly period?: "month" | "day";
}

/** Makes a temp table of (customer_id, as_of, label, weight): what may be learnt from, or tested on. */
export async function trainingRows(
  { engine, playbook, seed }: TrainingContext,
  target: string,
  { cutoff, maxRows, horizonDays = playbook.horizonDays, since = "0001-01-01", period = "month" }: RowsWanted,
): Promise<void> {
  await engine.make(
    "params",
    `select ${horizonDays}::integer as horizon_days, ${quoteLiteral(since)}::date as since, ${quoteLiteral(cutoff)}::date as cutoff,
       ${playbook.holdoutShare}::double as holdout_share, ${quoteLiteral(period)}::varchar as period,
       ${maxRows}::bigint as max_rows, ${seed}::integer as seed`,
    { isPassing: true },
  );
  await engine.make(target, sqlFile("training/training_rows"));
}

/** The rows' features, labels and weights, by customer and week. */
export async function trainingSet(
  { engine, features, makeFeatures }: TrainingContext,
  table: string,
): Promise<TrainingSet> {
  await makeFeatures("drawn_features", table);
  // sorted once: levels, features and outcomes are read one after another
  await engine.make(
    "training_set",
    `select drawn_features.*, ${table}.label as holdfast_label, ${table}.weight as holdfast_weight
     from ${table} join drawn_features using (customer_id, as_of) order by customer_id, as_of`,
  );
  await engine.bring("training_set");
  const { rows: count, columns } = await readFrame(engine.connection, "training_set", [
    ...features,
    { id: "holdfast_label", kind: "number" },
    { id: "holdfast_weight", kind: "number" },
  ]);
  for (const made of ["training_set", "drawn_features"]) await engine.drop(made);
  const [labels, weights] = columns.slice(-2).map(({ values }) => values);
  return { frame: { rows: count, columns: columns.slice(0, -2) }, labels: labels!, weights: weights! };
}

/** The customer of each row, in the same order. */
export async function customersOf(engine: Engine, table: string): Promise<string[]> {
  await engine.bring(table);
  const found = await rows<{ customer_id: string }>(
    engine.connection,
    `select customer_id from ${table} order by customer_id, as_of`,
  );
  return found.map(({ customer_id }) => customer_id);
}

export function isEnough({ labels }: TrainingSet): boolean {
  const events = labels.reduce((sum, label) => sum + label, 0);
  return events >= minEvents && labels.length - events >= minEvents;
}

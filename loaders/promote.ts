import { churnColumn, churnFeatures } from "../src/model/churn/anyModel.js";
import type { TrainingSet } from "../src/model/churn/types.js";
import type { Interval } from "../src/model/stats/predictions.js";
import { evaluate, type Evaluation } from "./model/evaluate.js";
import { logLossDifference } from "./model/selectModel.js";
import type { Trained } from "./train.js";

/** Why the model before stays. */
export interface Kept {
  /** The old one's log loss less the new one's, wholly below 0. */
  readonly difference: Interval;
  readonly evaluation: Evaluation | undefined;
}

/**
 * A new model replaces the old one unless it is worse beyond the paired interval. Like is held against like: both were
 * fitted by the same recipe on what was known before their own test week, and neither has seen these rows.
 *
 * @param p of the test rows by the new model
 * @returns undefined when the new model is to take over, also where there is nothing to compare it with
 */
export function keptInstead(
  previous: Trained | undefined,
  { test, p }: { readonly test: TrainingSet; readonly p: Float64Array },
): Kept | undefined {
  const old = previous?.testedModel;
  if (!old) return undefined;
  const has = new Set(test.frame.columns.map(({ id }) => id));
  if (!churnFeatures(old).every((feature) => has.has(feature))) return undefined;
  const own = churnColumn(old, test.frame);
  const rows = { y: test.labels, weights: test.weights };
  const difference = logLossDifference({ ...rows, p, challenger: own });
  return difference.high < 0 ? { difference, evaluation: evaluate({ ...rows, p: own }) } : undefined;
}

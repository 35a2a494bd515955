import type { Auc } from "./stats/auc.js";
import { mixtureReach } from "./stats/normalMixture.js";
import type { Interval } from "./stats/predictions.js";

/**
 * A confidence sequence of an AUC: the values that the normal mixture does not reject. A value is judged by DeLong's
 * error carried over to it by Hanley and McNeil's formula (1982), not by the error at the estimate: a few lucky leavers
 * lift the estimate and shrink its own error together, and plain limits would believe both.
 *
 * @param plannedError the standard error expected when the decision is due
 * @param growth rows counted as if there were this many times as many
 */
export function aucSequence(auc: Auc, plannedError: number, growth = 1, confidence = 0.95): Interval {
  const { value, standardError } = auc;
  if (!Number.isFinite(standardError)) return { value, low: 0, high: 1 };
  const [left, stayed] = [auc.positives * growth, auc.negatives * growth];
  const own = hanleyMcNeil(value, left, stayed);
  // A flawless ranking has no DeLong error; Hanley and McNeil's stands in for it.
  const factor = standardError > 0 && own > 0 ? standardError ** 2 / growth / own : 1;
  const isHeld = (truth: number) => {
    const error = Math.sqrt(factor * hanleyMcNeil(truth, left, stayed));
    return Math.abs(value - truth) < error * mixtureReach(error, plannedError, 1 - confidence);
  };
  return { value, low: edge(0, value, isHeld), high: edge(1, value, isHeld) };
}

/** Variance of an AUC if its truth is `a`, scores being about exponential. */
function hanleyMcNeil(a: number, left: number, stayed: number): number {
  const twoLeft = a / (2 - a) - a * a;
  const twoStayed = (2 * a * a) / (1 + a) - a * a;
  return (a * (1 - a) + (left - 1) * twoLeft + (stayed - 1) * twoStayed) / (left * stayed);
}

/** Where, on the way from the estimate to the end of the scale, values are rejected. */
function edge(end: number, value: number, isHeld: (truth: number) => boolean): number {
  let [out, held] = [end, value];
  for (let i = 0; i < 50; i++) {
    const middle = (out + held) / 2;
    if (isHeld(middle)) held = middle;
    else out = middle;
  }
  return held;
}

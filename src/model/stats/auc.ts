import { aucParts, type AucParts } from "./aucParts.js";
import { normalCdf } from "./normal.js";
import { normalQuantile } from "./normalQuantile.js";
import type { Interval, Predictions } from "./predictions.js";

export interface AucOptions {
  /** Coverage of the interval; default .95. */
  readonly confidence?: number;
  /** One key a row; rows with the same key (weeks of one customer) count as one observation in the variance. */
  readonly clusters?: ArrayLike<number | string>;
}

export interface Auc extends Interval {
  readonly standardError: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Area under the ROC curve: the probability, weighted by rows, that one who left scored above one who stayed, a tie
 * counting half; with DeLong's interval (DeLong, DeLong and Clarke-Pearson, 1988) cut to [0, 1].
 *
 * With weights the structural components become weighted means and each row enters the variance with its squared
 * normalised weight; equal weights give the classic figure exactly. With clusters the influences are summed within a
 * cluster first (Obuchowski, 1997). A class of one row gives the interval [0, 1].
 *
 * @returns undefined if everybody left or everybody stayed
 */
export function auc(predictions: Predictions, { confidence = 0.95, clusters }: AucOptions = {}): Auc | undefined {
  const parts = aucParts(predictions);
  if (!parts) return undefined;
  const { value, positives, negatives } = parts;
  const standardError = Math.sqrt(covariance(parts, parts, predictions, clusters));
  const reach = normalQuantile(0.5 + confidence / 2) * standardError;
  const known = Number.isFinite(reach);
  return {
    value,
    low: known ? Math.max(0, value - reach) : 0,
    high: known ? Math.min(1, value + reach) : 1,
    standardError,
    positives,
    negatives,
  };
}

export interface AucDifference extends Interval {
  readonly standardError: number;
  /** Two-sided, of no difference. */
  readonly pValue: number;
}

/**
 * How much better `challenger` ranks the same rows than `p`: the paired DeLong difference (challenger - p).
 *
 * @returns undefined if everybody left or everybody stayed
 */
export function aucDifference(
  predictions: Predictions & { readonly challenger: ArrayLike<number> },
  { confidence = 0.95, clusters }: AucOptions = {},
): AucDifference | undefined {
  const old = aucParts(predictions);
  const fresh = aucParts({ ...predictions, p: predictions.challenger });
  if (!old || !fresh) return undefined;
  const shared = (a: AucParts, b: AucParts) => covariance(a, b, predictions, clusters);
  const variance = shared(old, old) + shared(fresh, fresh) - 2 * shared(old, fresh);
  const standardError = Math.sqrt(Math.max(0, variance));
  const value = fresh.value - old.value;
  const reach = normalQuantile(0.5 + confidence / 2) * standardError;
  const pValue = standardError === 0 ? (value === 0 ? 1 : 0) : 2 * normalCdf(-Math.abs(value) / standardError);
  return { value, low: value - reach, high: value + reach, standardError, pValue };
}

function covariance(a: AucParts, b: AucParts, { y }: Predictions, clusters?: ArrayLike<number | string>): number {
  if (clusters) return clusterCovariance(a, b, clusters);
  let [stayed, left] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const product = a.influence[i]! * b.influence[i]!;
    if (y[i] === 1) left += product;
    else stayed += product;
  }
  // 1 - the sum of squared shares is (n - 1) / n for equal weights: the unbiased correction within each class.
  return left / (1 - a.concentration[1]) + stayed / (1 - a.concentration[0]);
}

function clusterCovariance(a: AucParts, b: AucParts, clusters: ArrayLike<number | string>): number {
  const sums = new Map<number | string, [number, number]>();
  for (let i = 0; i < a.influence.length; i++) {
    const held = sums.get(clusters[i]!);
    if (!held) sums.set(clusters[i]!, [a.influence[i]!, b.influence[i]!]);
    else {
      held[0] += a.influence[i]!;
      held[1] += b.influence[i]!;
    }
  }
  let total = 0;
  for (const [first, second] of sums.values()) total += first * second;
  return (total * sums.size) / (sums.size - 1);
}

import type { TrainingSet } from "../../src/model/churn/types.js";
import { auc } from "../../src/model/stats/auc.js";
import { binFrame, chooseAxes } from "./binFrame.js";
import { stratifiedFolds } from "./folds.js";

/** A feature that knows the outcome too well to be a cause. */
export interface Leak {
  readonly feature: string;
  readonly auc: number;
}

/**
 * Features that alone reach an AUC above `limit`, the worst first: most likely written after the customer had left.
 * Each feature is scored by the loss rate of its bin in the other half of the rows, so that many levels do not flatter it.
 */
export function leaks(
  { frame, labels, weights }: TrainingSet,
  { limit = 0.95, seed = 1, groups }: { limit?: number; seed?: number; groups?: ArrayLike<number | string> } = {},
): Leak[] {
  const binned = binFrame(frame, chooseAxes(frame, { maxBins: 32, minLevelRows: 2 }));
  const halves = stratifiedFolds(labels, 2, seed, groups);
  const rows = Array.from({ length: frame.rows }, (_, i) => i).filter((i) => !weights || weights[i]! > 0);
  return binned.axes
    .map(({ feature }, f) => {
      const p = ratesOfOtherHalf(binned.bins[f]!, binned.counts[f]!, labels, weights, halves);
      const area = auc({
        p: rows.map((i) => p[i]!),
        y: rows.map((i) => labels[i]!),
        weights: weights && rows.map((i) => weights[i]!),
      });
      return { feature, auc: area?.value ?? 0.5 };
    })
    .filter(({ auc }) => auc > limit)
    .sort((a, b) => b.auc - a.auc);
}

function ratesOfOtherHalf(
  bins: Uint16Array,
  count: number,
  labels: Float64Array,
  weights: Float64Array | undefined,
  halves: Int32Array,
): Float64Array {
  const [lost, total] = [new Float64Array(2 * count), new Float64Array(2 * count)];
  let [allLost, all] = [0, 0];
  for (let i = 0; i < bins.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const at = (1 - halves[i]!) * count + bins[i]!;
    lost[at] = lost[at]! + weight * labels[i]!;
    total[at] = total[at]! + weight;
    allLost += weight * labels[i]!;
    all += weight;
  }
  // one average row a bin, so that an empty or tiny one says nothing
  return Float64Array.from(
    bins,
    (bin, i) => (lost[halves[i]! * count + bin]! + allLost / all) / (total[halves[i]! * count + bin]! + 1),
  );
}

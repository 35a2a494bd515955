import type { TrainingSet } from "../../src/model/churn/types.js";
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
  return binned.axes
    .map(({ feature }, f) => ({
      feature,
      auc: aucOfCells(cellsOf(binned.bins[f]!, binned.counts[f]!, { labels, weights }, halves)),
    }))
    .filter(({ auc }) => auc > limit)
    .sort((a, b) => b.auc - a.auc);
}

/** A bin of one half of the rows. */
interface Cell {
  /** The loss rate of the same bin in the other half. */
  readonly rate: number;
  /** Weight of its rows, by outcome. */
  readonly stayed: number;
  readonly lost: number;
}

function cellsOf(
  bins: Uint16Array,
  count: number,
  { labels, weights }: Pick<TrainingSet, "labels" | "weights">,
  halves: Int32Array,
): Cell[] {
  const [lost, total] = [new Float64Array(2 * count), new Float64Array(2 * count)];
  for (let i = 0; i < bins.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const at = halves[i]! * count + bins[i]!;
    lost[at] = lost[at]! + weight * labels[i]!;
    total[at] = total[at]! + weight;
  }
  const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
  const average = sum(lost) / sum(total);
  return Array.from(lost, (own, at) => {
    const other = (at + count) % (2 * count);
    // one average row a bin, so that an empty or tiny one says nothing
    return { rate: (lost[other]! + average) / (total[other]! + 1), stayed: total[at]! - own, lost: own };
  });
}

/** Of rows scored by their cell's rate, a tie counting half; .5 where everybody left or everybody stayed. */
function aucOfCells(cells: readonly Cell[]): number {
  const ascending = [...cells].sort((a, b) => a.rate - b.rate);
  let [stayed, lost, won] = [0, 0, 0];
  for (let from = 0, to = 0; from < ascending.length; from = to) {
    let [tiedStayed, tiedLost] = [0, 0];
    for (; to < ascending.length && ascending[to]!.rate === ascending[from]!.rate; to++) {
      tiedStayed += ascending[to]!.stayed;
      tiedLost += ascending[to]!.lost;
    }
    won += tiedLost * (stayed + tiedStayed / 2);
    stayed += tiedStayed;
    lost += tiedLost;
  }
  return stayed > 0 && lost > 0 ? won / (stayed * lost) : 0.5;
}

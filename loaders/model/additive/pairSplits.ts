import type { Histogram, LearnerOptions, WeakLearner } from "./weakLearners.js";

/** One side of a pair table: ordered bins are cut in two, unordered ones (and the missing bin) taken one against the rest. */
export interface PairSide {
  readonly count: number;
  readonly isOrdered: boolean;
}

/** The best division of a pair table into four by one split on each side. */
export interface QuadrantSplit {
  readonly first: number;
  readonly second: number;
  /** What the four quadrants explain beyond the two splits by themselves. */
  readonly gain: number;
  /** Gradient and Hessian of: both sides in, first only, second only, neither. */
  readonly gradients: readonly number[];
  readonly hessians: readonly number[];
}

/** Whether a bin is inside a split: below the cut, or the one level. */
export function isInside({ isOrdered, count }: PairSide, split: number, bin: number): boolean {
  return isOrdered && split < count - 1 ? bin <= split : bin === split;
}

/** Boosting step of a pair table: a value for each quadrant of the best split. */
export function pairLearner(first: PairSide, second: PairSide, { learningRate, lambda }: LearnerOptions): WeakLearner {
  const search = quadrantSearch(first, second, lambda);
  const isIn = new Uint8Array(second.count);
  return (histogram, _table, delta) => {
    const best = search(histogram);
    delta.fill(0);
    if (!best) return;
    const values = best.gradients.map((gradient, q) => (learningRate * gradient) / (best.hessians[q]! + lambda));
    for (let b = 0; b < second.count; b++) isIn[b] = isInside(second, best.second, b) ? 1 : 0;
    for (let a = 0; a < first.count; a++) {
      const row = isInside(first, best.first, a) ? 0 : 2;
      const [within, without] = [values[row]!, values[row + 1]!];
      for (let b = 0; b < second.count; b++) delta[a * second.count + b] = isIn[b] === 1 ? within : without;
    }
  };
}

/** Prepares the search for one shape of table; `gain` counts the interaction alone, or (default) all four quadrants. */
export function quadrantSearch(
  first: PairSide,
  second: PairSide,
  lambda: number,
  { isInteraction = false } = {},
): (histogram: Histogram) => QuadrantSplit | undefined {
  const gradients = new Float64Array((first.count + 1) * (second.count + 1));
  const hessians = new Float64Array(gradients.length);
  return ({ gradient, hessian }) => {
    sumInside(gradient, first, second, gradients);
    sumInside(hessian, first, second, hessians);
    return bestQuadrants(gradients, hessians, first.count, second.count, lambda, isInteraction);
  };
}

/** Sums of a table inside every combination of splits; the last row and column hold the sums over everything. */
function sumInside(table: Float64Array, first: PairSide, second: PairSide, sums: Float64Array): void {
  const [rows, columns] = [first.count, second.count];
  const width = columns + 1;
  sums.fill(0);
  for (let a = 0; a < rows; a++) {
    let total = 0;
    let below = 0;
    for (let b = 0; b < columns; b++) {
      const value = table[a * columns + b]!;
      total += value;
      below += value;
      sums[a * width + b] = second.isOrdered && b < columns - 1 ? below : value;
    }
    sums[a * width + columns] = total;
  }
  for (let b = 0; b <= columns; b++) {
    let total = 0;
    for (let a = 0; a < rows; a++) {
      const value = sums[a * width + b]!;
      total += value;
      if (first.isOrdered && a < rows - 1) sums[a * width + b] = total;
    }
    sums[rows * width + b] = total;
  }
}

function bestQuadrants(
  gradients: Float64Array,
  hessians: Float64Array,
  rows: number,
  columns: number,
  lambda: number,
  isInteraction: boolean,
): QuadrantSplit | undefined {
  const width = columns + 1;
  const [g, h] = [gradients[rows * width + columns]!, hessians[rows * width + columns]!];
  const whole = (g * g) / (h + lambda);
  let best = 1e-12;
  let [first, second] = [-1, -1];
  for (let a = 0; a < rows; a++) {
    const [ga, ha] = [gradients[a * width + columns]!, hessians[a * width + columns]!];
    if (!(ha > 1e-9 && h - ha > 1e-9)) continue;
    const outerG = g - ga;
    const outerH = h - ha;
    const beyondFirst = whole - (ga * ga) / (ha + lambda) - (outerG * outerG) / (outerH + lambda);
    for (let b = 0; b < columns; b++) {
      const gb = gradients[rows * width + b]!;
      const hb = hessians[rows * width + b]!;
      if (!(hb > 1e-9 && h - hb > 1e-9)) continue;
      const gab = gradients[a * width + b]!;
      const hab = hessians[a * width + b]!;
      const onlyA = ga - gab;
      const onlyB = gb - gab;
      const neither = g - ga - gb + gab;
      let gain =
        (gab * gab) / (hab + lambda) +
        (onlyA * onlyA) / (ha - hab + lambda) +
        (onlyB * onlyB) / (hb - hab + lambda) +
        (neither * neither) / (h - ha - hb + hab + lambda);
      if (isInteraction) gain += beyondFirst - (gb * gb) / (hb + lambda) - ((g - gb) * (g - gb)) / (h - hb + lambda);
      if (gain <= best) continue;
      best = gain;
      first = a;
      second = b;
    }
  }
  if (first < 0) return undefined;
  const quarter = (sums: Float64Array): number[] => {
    const [all, inA, inB, inBoth] = [
      sums[rows * width + columns]!,
      sums[first * width + columns]!,
      sums[rows * width + second]!,
      sums[first * width + second]!,
    ];
    return [inBoth, inA - inBoth, inB - inBoth, all - inA - inB + inBoth];
  };
  return { first, second, gain: best, gradients: quarter(gradients), hessians: quarter(hessians) };
}

import type { TreeRows } from "./growTree.js";
import { gradientOf, hessianOf, type PackedRows } from "../packedSums.js";

export interface SplitOptions {
  readonly lambda: number;
  readonly minHessian: number;
}

export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  /** Packed sum of the left side. */
  readonly sum: number;
}

type Units = Pick<PackedRows, "gradientUnit" | "hessianUnit">;
type Found = Omit<Split, "feature">;

/**
 * The split of greatest gain among the allowed features. Ordered bins are cut once, missing values going where they do
 * better; of unordered bins one stands against the rest. Undefined when none gains.
 * @param sums packed, by bin of all features
 * @param total packed sum of the node
 */
export function bestSplit(
  { offsets, counts, isOrdered }: TreeRows,
  sums: Float64Array,
  total: number,
  features: ArrayLike<number>,
  units: Units,
  options: SplitOptions,
): Split | undefined {
  let best: Split | undefined;
  const gain = gainOf(total, units, options);
  for (let f = 0; f < features.length; f++) {
    const feature = features[f]!;
    const [from, to] = [offsets[feature]!, offsets[feature]! + counts[feature]!];
    const found = isOrdered[feature] ? bestCut(sums, from, to, total, gain) : bestLevel(sums, from, to, gain);
    if (found.gain > (best?.gain ?? 1e-9)) best = { ...found, feature };
  }
  return best;
}

function bestCut(sums: Float64Array, from: number, to: number, total: number, gain: (sum: number) => number): Found {
  const last = to - 1;
  const missing = sums[last]!;
  const isAnyMissing = hessianOf(missing) > 0;
  let [best, at, isLeft, bestSum] = [0, -1, false, 0];
  let sum = 0;
  // the last cut leaves only the missing on the right
  for (let bin = from; bin < last; bin++) {
    if (sums[bin] === 0) continue;
    sum += sums[bin]!;
    const right = gain(sum);
    if (right > best) [best, at, isLeft, bestSum] = [right, bin, false, sum];
    if (!isAnyMissing) continue;
    const left = gain(sum + missing);
    if (left > best) [best, at, isLeft, bestSum] = [left, bin, true, sum + missing];
  }
  // where none was missing, later ones follow the majority
  const missingLeft = isAnyMissing ? isLeft : 2 * hessianOf(bestSum) > hessianOf(total);
  return { gain: best, bin: at - from, missingLeft, sum: bestSum };
}

function bestLevel(sums: Float64Array, from: number, to: number, gain: (sum: number) => number): Found {
  let [best, at] = [0, from];
  for (let bin = from; bin < to; bin++) {
    const found = gain(sums[bin]!);
    if (found > best) [best, at] = [found, bin];
  }
  return { gain: best, bin: at - from, missingLeft: false, sum: sums[at]! };
}

/** Gain of a left side; 0 where a side would be too small. */
function gainOf(
  total: number,
  { gradientUnit, hessianUnit }: Units,
  { lambda, minHessian }: SplitOptions,
): (sum: number) => number {
  const [allG, allH] = [gradientOf(total) * gradientUnit, hessianOf(total) * hessianUnit];
  const whole = (allG * allG) / (allH + lambda);
  return (sum) => {
    const units = gradientOf(sum);
    const [g, h] = [units * gradientUnit, hessianOf(sum) * hessianUnit];
    const [otherG, otherH] = [allG - g, allH - h];
    if (h < minHessian || otherH < minHessian) return 0;
    return (g * g) / (h + lambda) + (otherG * otherG) / (otherH + lambda) - whole;
  };
}

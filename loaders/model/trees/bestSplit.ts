import type { TreeRows } from "./growTree.js";

export interface SplitOptions {
  readonly lambda: number;
  readonly minHessian: number;
}

export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  /** Sums of the left side. */
  readonly gradient: number;
  readonly hessian: number;
}

interface Totals {
  readonly gradient: number;
  readonly hessian: number;
}

/**
 * The split of greatest gain among the allowed features. Ordered bins are cut once, missing values going where they do
 * better; of unordered bins one stands against the rest. Undefined when none gains.
 */
export function bestSplit(
  { offsets, counts, isOrdered }: TreeRows,
  sums: Float64Array,
  total: Totals,
  features: readonly number[],
  options: SplitOptions,
): Split | undefined {
  let best: Split | undefined;
  for (const feature of features) {
    const offset = 2 * offsets[feature]!;
    const own = sums.subarray(offset, offset + 2 * counts[feature]!);
    const found = isOrdered[feature] ? bestCut(own, total, options) : bestLevel(own, total, options);
    if (found && found.gain > (best?.gain ?? 1e-9)) best = { ...found, feature };
  }
  return best;
}

type Found = Omit<Split, "feature">;

function bestCut(own: Float64Array, total: Totals, options: SplitOptions): Found | undefined {
  const last = own.length - 2;
  const [missingG, missingH] = [own[last]!, own[last + 1]!];
  const gain = gainOf(total, options);
  let [best, at, isLeft, bestG, bestH] = [0, -1, false, 0, 0];
  let [g, h] = [0, 0];
  // the last cut leaves only the missing on the right
  for (let bin = 0; 2 * bin < last; bin++) {
    g += own[2 * bin]!;
    h += own[2 * bin + 1]!;
    const right = gain(g, h);
    if (right > best) [best, at, isLeft, bestG, bestH] = [right, bin, false, g, h];
    if (!(missingH > 0)) continue;
    const left = gain(g + missingG, h + missingH);
    if (left > best) [best, at, isLeft, bestG, bestH] = [left, bin, true, g + missingG, h + missingH];
  }
  // where none was missing, later ones follow the majority
  const missingLeft = missingH > 0 ? isLeft : 2 * bestH > total.hessian;
  return at < 0 ? undefined : { gain: best, bin: at, missingLeft, gradient: bestG, hessian: bestH };
}

function bestLevel(own: Float64Array, total: Totals, options: SplitOptions): Found | undefined {
  const gain = gainOf(total, options);
  let [best, at] = [0, -1];
  for (let bin = 0; 2 * bin < own.length; bin++) {
    const found = gain(own[2 * bin]!, own[2 * bin + 1]!);
    if (found > best) [best, at] = [found, bin];
  }
  return at < 0
    ? undefined
    : { gain: best, bin: at, missingLeft: false, gradient: own[2 * at]!, hessian: own[2 * at + 1]! };
}

/** Gain of a left side; 0 where a side would be too small. */
function gainOf(total: Totals, { lambda, minHessian }: SplitOptions): (g: number, h: number) => number {
  const whole = (total.gradient * total.gradient) / (total.hessian + lambda);
  return (g, h) => {
    const [otherG, otherH] = [total.gradient - g, total.hessian - h];
    if (h < minHessian || otherH < minHessian) return 0;
    return (g * g) / (h + lambda) + (otherG * otherG) / (otherH + lambda) - whole;
  };
}

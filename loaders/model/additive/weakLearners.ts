/**
 * One small step of boosting for one table: from sums of gradients and Hessians by bin to what is added to each bin.
 * Every learner fills `delta` completely.
 */
export interface Histogram {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

export type WeakLearner = (histogram: Histogram, table: Float64Array, delta: Float64Array) => void;

export interface LearnerOptions {
  readonly learningRate: number;
  /** Added to the Hessian of a leaf, pulling its step to 0. */
  readonly lambda: number;
  /** Least Hessian of a leaf: about four times as many rows of average risk. */
  readonly minHessian: number;
  /** 1: never falling, -1: never rising, 0: free. */
  readonly direction: -1 | 0 | 1;
}

/** Ordered bins: the best step function of up to three pieces, and the missing bin (the last) by itself. */
export function orderedLearner(count: number, options: LearnerOptions): WeakLearner {
  const known = count - 1;
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const { learningRate, lambda } = options;
  return ({ gradient, hessian }, _table, delta) => {
    for (let bin = 0; bin < known; bin++) {
      gradients[bin + 1] = gradients[bin]! + gradient[bin]!;
      hessians[bin + 1] = hessians[bin]! + hessian[bin]!;
    }
    const piece = (from: number, to: number): number =>
      (gradients[to]! - gradients[from]!) / (hessians[to]! - hessians[from]! + lambda);
    delta.fill(0);
    const edges = bestPieces(gradients, hessians, known, options);
    for (let e = 1; edges.length > 2 && e < edges.length; e++)
      delta.fill(learningRate * piece(edges[e - 1]!, edges[e]!), edges[e - 1], edges[e]);
    delta[known] = (learningRate * gradient[known]!) / (hessian[known]! + lambda);
  };
}

/** Edges of the pieces, 0 and `known` included: the best cut, and the best second cut on either side of it. */
function bestPieces(gradients: Float64Array, hessians: Float64Array, known: number, options: LearnerOptions): number[] {
  const first = bestCut(gradients, hessians, 0, known, options);
  if (!first) return [0, known];
  const left = bestCut(gradients, hessians, 0, first.at, options);
  const right = bestCut(gradients, hessians, first.at, known, options);
  const second = left && (!right || left.gain >= right.gain) ? left : right;
  if (!second) return [0, first.at, known];
  const edges = [0, Math.min(first.at, second.at), Math.max(first.at, second.at), known];
  return isMonotone(edges, gradients, hessians, options) ? edges : [0, first.at, known];
}

function bestCut(
  gradients: Float64Array,
  hessians: Float64Array,
  from: number,
  to: number,
  options: LearnerOptions,
): { at: number; gain: number } | undefined {
  const { lambda, minHessian, direction } = options;
  const [g0, h0] = [gradients[from]!, hessians[from]!];
  const [total, weight] = [gradients[to]! - g0, hessians[to]! - h0];
  const whole = (total * total) / (weight + lambda);
  let best = 1e-12;
  let at = -1;
  for (let cut = from + 1; cut < to; cut++) {
    const g = gradients[cut]! - g0;
    const h = hessians[cut]! - h0;
    if (h < minHessian) continue;
    if (weight - h < minHessian) break;
    const gain = (g * g) / (h + lambda) + ((total - g) * (total - g)) / (weight - h + lambda) - whole;
    if (gain <= best) continue;
    if (direction !== 0 && direction * ((total - g) / (weight - h + lambda) - g / (h + lambda)) < 0) continue;
    best = gain;
    at = cut;
  }
  return at < 0 ? undefined : { at, gain: best };
}

function isMonotone(
  edges: readonly number[],
  gradients: Float64Array,
  hessians: Float64Array,
  { direction, lambda }: LearnerOptions,
): boolean {
  if (direction === 0) return true;
  const values = edges
    .slice(1)
    .map((edge, i) => (gradients[edge]! - gradients[edges[i]!]!) / (hessians[edge]! - hessians[edges[i]!]! + lambda));
  return values.every((value, i) => i === 0 || direction * (value - values[i - 1]!) >= 0);
}

/** Unordered bins: each its own step, pulled towards 0 as a whole, so that rare levels stay near the average. */
export function levelsLearner({ learningRate }: LearnerOptions, ridge: number): WeakLearner {
  return ({ gradient, hessian }, table, delta) => {
    for (let bin = 0; bin < delta.length; bin++)
      delta[bin] = (learningRate * (gradient[bin]! - ridge * table[bin]!)) / (hessian[bin]! + ridge);
  };
}

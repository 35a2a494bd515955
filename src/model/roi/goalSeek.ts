import { assumptionsAsSet } from "./model.js";
import { roiColumns } from "./roiColumns.js";
import type { RoiModel, Values } from "./types.js";

export interface Goal {
  /** Assumption to change; the others stay as set. */
  readonly change: string;
  /** Node that shall reach the target. */
  readonly result: string;
  readonly target: number;
}

/** Points of a pass: each one narrows the bracket 64 times, all points evaluated as one column. */
const points = 65;
const passes = 10;
/** An assumption without an upper bound is looked for up to this multiple of its present value. */
const reach = [2, 16, 256, 65_536];

/**
 * The value of one assumption at which a result reaches its target, within what makes sense for the assumption; the
 * nearest to the present value where there are several. Undefined when out of reach.
 *
 * @throws RangeError when `change` is not an assumption or `result` not a node
 */
export function goalSeek(model: RoiModel, goal: Goal, overrides: Values = {}): number | undefined {
  const values = assumptionsAsSet(model, overrides);
  const node = model.nodes.get(goal.change);
  if (!node || node.formula !== undefined) throw new RangeError(`not an assumption of the ROI model: ${goal.change}`);
  if (!model.nodes.has(goal.result)) throw new RangeError(`not a node of the ROI model: ${goal.result}`);
  const now = values[goal.change]!;
  if (Number.isNaN(now)) return undefined;
  const missBy = misses(model, goal, values);
  const [low, high] = node.bounds ?? [-Infinity, Infinity];
  const tops = Number.isFinite(high) ? [high] : reach.map((factor) => factor * Math.max(Math.abs(now), 1));
  for (const top of tops) {
    const found = narrow(missBy, Math.max(low, -top), top, now, Math.max(1, Math.abs(goal.target)));
    if (found !== undefined) return found;
  }
  return undefined;
}

type Misses = (grid: Float64Array) => Float64Array;

function misses(model: RoiModel, { change, result, target }: Goal, values: Values): Misses {
  const run = roiColumns(model, points, [result]);
  return (grid) => {
    const column = run({ ...values, [change]: grid })[result]!;
    return Float64Array.from(grid, (_, i) => (typeof column === "number" ? column : column[i]!) - target);
  };
}

function narrow(missBy: Misses, from: number, to: number, now: number, scale: number): number | undefined {
  let [low, high] = [from, to];
  for (let pass = 0; pass < passes; pass++) {
    const step = (high - low) / (points - 1);
    const grid = Float64Array.from({ length: points }, (_, i) => (i === points - 1 ? high : low + i * step));
    const miss = missBy(grid);
    const i = crossing(grid, miss, pass === 0 ? now : low);
    if (i === undefined) return undefined;
    if (miss[i] === 0) return grid[i];
    [low, high] = [grid[i]!, grid[i + 1]!];
  }
  // A jump over the target is a change of sign too, but no value reaches it.
  const [miss] = missBy(new Float64Array(points).fill(low));
  return Math.abs(miss!) <= 1e-9 * scale ? low : undefined;
}

/** The interval with a change of sign, or the point without a miss, that is nearest to `now`. */
function crossing(grid: Float64Array, miss: Float64Array, now: number): number | undefined {
  const found = [...grid.keys()].filter((i) => miss[i] === 0 || miss[i]! * (miss[i + 1] ?? NaN) < 0);
  const distance = (i: number): number => Math.abs(grid[i]! - now);
  return found.length === 0 ? undefined : found.reduce((best, i) => (distance(i) < distance(best) ? i : best));
}

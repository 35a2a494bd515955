import { goesLeft, treeInputs } from "./trees.js";
import type { Contribution, Row, Tree, TreesModel } from "./types.js";

/**
 * Exact Shapley values of boosted trees, one a feature in the order of the model's axes: what each adds to the log-odds,
 * compared with the average over the trees' covers. Together with `treesBase` they add up to `treesLogOdds`.
 * Path-dependent TreeSHAP (Lundberg, Erion and Lee, 2018, algorithm 2): time in leaves * depth^2 a tree.
 */
export function treeContributions(model: TreesModel, row: Row): Contribution[] {
  const inputs = treeInputs(model, row);
  const sums = new Float64Array(model.axes.length);
  for (const tree of model.trees) addShap(model, tree, inputs, sums);
  return model.axes.map(({ feature }, f) => ({ feature, logOdds: sums[f]! }));
}

/** Log-odds of the average customer: the intercept plus every tree's mean over its covers. */
export function treesBase({ intercept, trees }: TreesModel): number {
  const mean = ({ axis, value, cover }: Tree): number =>
    value.reduce((sum, leaf, node) => sum + (axis[node]! < 0 ? leaf * cover[node]! : 0), 0) / cover[0]!;
  return trees.reduce((sum, tree) => sum + mean(tree), intercept);
}

/** One feature on the path: the share of subsets that pass when it is unknown, and when it is known; and the weights by subset size. */
interface Step {
  readonly axis: number;
  readonly zero: number;
  readonly one: number;
  weight: number;
}

function addShap(model: TreesModel, tree: Tree, inputs: readonly number[], sums: Float64Array): void {
  const walk = (node: number, path: readonly Step[], zero: number, one: number, axis: number): void => {
    let steps = extend(path, zero, one, axis);
    const split = tree.axis[node]!;
    if (split < 0) {
      for (let s = 1; s < steps.length; s++) {
        const { axis, zero, one } = steps[s]!;
        const weight = unwind(steps, s).reduce((sum, step) => sum + step.weight, 0);
        sums[axis] = sums[axis]! + weight * (one - zero) * tree.value[node]!;
      }
      return;
    }
    const [left, right] = [tree.left[node]!, tree.right[node]!];
    const [hot, cold] = goesLeft(model, tree, node, inputs) ? [left, right] : [right, left];
    const again = steps.findIndex((step, s) => s > 0 && step.axis === split);
    const { zero: zeroBefore, one: oneBefore } = again > 0 ? steps[again]! : { zero: 1, one: 1 };
    if (again > 0) steps = unwind(steps, again);
    const share = (child: number): number => (tree.cover[node]! > 0 ? tree.cover[child]! / tree.cover[node]! : 0);
    walk(hot, steps, zeroBefore * share(hot), oneBefore, split);
    walk(cold, steps, zeroBefore * share(cold), 0, split);
  };
  walk(0, [], 1, 1, -1);
}

function extend(path: readonly Step[], zero: number, one: number, axis: number): Step[] {
  const length = path.length;
  const steps = path.map((step) => ({ ...step }));
  steps.push({ axis, zero, one, weight: length === 0 ? 1 : 0 });
  for (let s = length - 1; s >= 0; s--) {
    steps[s + 1]!.weight += (one * steps[s]!.weight * (s + 1)) / (length + 1);
    steps[s]!.weight = (zero * steps[s]!.weight * (length - s)) / (length + 1);
  }
  return steps;
}

/** The path as it would be without one of its steps. */
function unwind(path: readonly Step[], at: number): Step[] {
  const last = path.length - 1;
  const { zero, one } = path[at]!;
  const weights = path.map(({ weight }) => weight);
  let next = weights[last]!;
  for (let s = last - 1; s >= 0; s--) {
    if (one !== 0) {
      const before = weights[s]!;
      weights[s] = (next * (last + 1)) / ((s + 1) * one);
      next = before - (weights[s]! * zero * (last - s)) / (last + 1);
    } else {
      weights[s] = (weights[s]! * (last + 1)) / (zero * (last - s));
    }
  }
  return path.filter((_, s) => s !== at).map((step, s) => ({ ...step, weight: weights[s]! }));
}

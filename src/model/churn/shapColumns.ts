import { treeColumns } from "./trees.js";
import type { ContributionColumn, Frame, Tree, TreesModel } from "./types.js";

/**
 * Exact Shapley values of every row, one column a feature in the order of the model's axes; the same as
 * `treeContributions`. A leaf of depth d is asked only which of its at most d features lead towards it, so its values are
 * worked out once for each of the 2^d answers and looked up after that: for the shallow trees of boosting only.
 */
export function treeContributionColumns(model: TreesModel, frame: Frame): ContributionColumn[] {
  const columns = treeColumns(model, frame);
  const sums = model.axes.map(() => new Float64Array(frame.rows));
  for (const tree of model.trees) addTree(model, tree, columns, sums);
  return model.axes.map(({ feature }, f) => ({ feature, values: sums[f]! }));
}

/** One feature on the way to a leaf: the splits that ask for it, and the share of the training weight that they let pass. */
interface Step {
  readonly axis: number;
  readonly gates: readonly { readonly node: number; readonly isLeft: boolean }[];
  readonly share: number;
}

function addTree(
  model: TreesModel,
  tree: Tree,
  columns: readonly ArrayLike<number>[],
  sums: readonly Float64Array[],
): void {
  const rows = sums[0]?.length ?? 0;
  const answers = nodeAnswers(model, tree, columns, rows);
  for (const { leaf, steps } of leavesOf(tree)) {
    const table = shapleyTable(steps, tree.value[leaf]!);
    const masks = new Uint16Array(rows).fill((1 << steps.length) - 1);
    steps.forEach(({ gates }, s) => {
      for (const { node, isLeft } of gates) {
        const answer = answers[node]!;
        const wanted = isLeft ? 1 : 0;
        const without = ~(1 << s);
        for (let i = 0; i < rows; i++) if (answer[i] !== wanted) masks[i] = masks[i]! & without;
      }
    });
    steps.forEach(({ axis }, s) => {
      const [own, sum] = [table[s]!, sums[axis]!];
      for (let i = 0; i < rows; i++) sum[i] = sum[i]! + own[masks[i]!]!;
    });
  }
}

/** For each split, 1 for the rows that it would send left, wherever they really are. */
function nodeAnswers(
  { axes }: TreesModel,
  tree: Tree,
  columns: readonly ArrayLike<number>[],
  rows: number,
): (Uint8Array | undefined)[] {
  return tree.axis.map((axis, node) => {
    if (axis < 0) return undefined;
    const [column, answer] = [columns[axis]!, new Uint8Array(rows)];
    const [cut, missing] = [tree.cut[node]!, tree.missingLeft[node] ? 1 : 0];
    const isLevel = axes[axis]!.kind === "levels";
    for (let i = 0; i < rows; i++) {
      const x = column[i]!;
      answer[i] = isLevel ? +(x === cut) : x !== x ? missing : +(x < cut);
    }
    return answer;
  });
}

function leavesOf(tree: Tree): { leaf: number; steps: Step[] }[] {
  const walk = (node: number, steps: readonly Step[]): { leaf: number; steps: Step[] }[] => {
    if (tree.axis[node]! < 0) return [{ leaf: node, steps: [...steps] }];
    return [true, false].flatMap((isLeft) => {
      const child = isLeft ? tree.left[node]! : tree.right[node]!;
      const share = tree.cover[node]! > 0 ? tree.cover[child]! / tree.cover[node]! : 0;
      return walk(child, withGate(steps, tree.axis[node]!, { node, isLeft }, share));
    });
  };
  return walk(0, []);
}

function withGate(steps: readonly Step[], axis: number, gate: Step["gates"][number], share: number): Step[] {
  if (!steps.some((step) => step.axis === axis)) return [...steps, { axis, gates: [gate], share }];
  return steps.map((step) =>
    step.axis === axis ? { axis, gates: [...step.gates, gate], share: step.share * share } : step,
  );
}

/** For each step, its Shapley value by which of the steps a row passes (a bit each). */
function shapleyTable(steps: readonly Step[], value: number): Float64Array[] {
  const d = steps.length;
  const weights = sizeWeights(d);
  return steps.map((step, s) =>
    Float64Array.from({ length: 1 << d }, (_, mask) => {
      const others = steps.filter((_, t) => t !== s);
      const passes = others.map((_, o) => (mask >> (o < s ? o : o + 1)) & 1);
      let sum = 0;
      for (let known = 0; known < 1 << others.length; known++) {
        let [product, size] = [1, 0];
        others.forEach(({ share }, o) => {
          const isKnown = (known >> o) & 1;
          size += isKnown;
          product *= isKnown ? passes[o]! : share;
        });
        sum += weights[size]! * product;
      }
      return sum * (((mask >> s) & 1) - step.share) * value;
    }),
  );
}

/** size! (d - size - 1)! / d!, by size of the subset of the other features. */
function sizeWeights(d: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: d }, (_, size) => (factorial(size) * factorial(d - size - 1)) / factorial(d));
}

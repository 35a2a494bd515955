import { treeColumns } from "./trees.js";
import type { ContributionColumn, Frame, Tree, TreesModel } from "./types.js";

/**
 * Exact Shapley values of every row, one column a feature in the order of the model's axes; the same as
 * `treeContributions`. A tree's values depend only on how its splits answer, wherever the row really goes, and its few
 * splits answer in few ways: each way is worked out once, and rows look theirs up. For the shallow trees of boosting only.
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
  readonly gates: readonly Gate[];
  readonly share: number;
}

interface Gate {
  readonly node: number;
  readonly isLeft: boolean;
}

interface Leaf {
  readonly steps: readonly Step[];
  /** For each step, its Shapley value by which of the steps a row passes (a bit each). */
  readonly tables: readonly Float64Array[];
}

function addTree(
  model: TreesModel,
  tree: Tree,
  columns: readonly ArrayLike<number>[],
  sums: readonly Float64Array[],
): void {
  const rows = sums[0]?.length ?? 0;
  const ways = new Int32Array(rows);
  let firsts = rows ? [0] : [];
  const answers = tree.axis.map((axis, node) => (axis < 0 ? undefined : answersOf(model, tree, node, columns[axis]!)));
  for (const own of answers) if (own) firsts = splitWays(ways, firsts.length, own);
  const leaves = leavesOf(tree);
  const found = firsts.map((row) => valuesOf(leaves, (node) => answers[node]![row] === 1));
  for (const axis of new Set(leaves.flatMap(({ steps }) => steps.map((step) => step.axis)))) {
    const own = Float64Array.from(found, (values) => values.get(axis) ?? 0);
    const sum = sums[axis]!;
    for (let i = 0; i < rows; i++) sum[i] = sum[i]! + own[ways[i]!]!;
  }
}

/**
 * Tells rows that answered alike so far apart by one more split; `ways` numbers the ways as they come.
 * @returns the first row of each way
 */
function splitWays(ways: Int32Array, count: number, answers: Uint8Array): number[] {
  const numbers = new Int32Array(2 * count).fill(-1);
  const firsts: number[] = [];
  for (let i = 0; i < ways.length; i++) {
    const key = 2 * ways[i]! + answers[i]!;
    let way = numbers[key]!;
    if (way < 0) numbers[key] = way = firsts.push(i) - 1;
    ways[i] = way;
  }
  return firsts;
}

/** For each row, 1 if this split would send it left. */
function answersOf(model: TreesModel, tree: Tree, node: number, column: ArrayLike<number>): Uint8Array {
  const answers = new Uint8Array(column.length);
  const [cut, missing] = [tree.cut[node]!, tree.missingLeft[node] ? 1 : 0];
  if (model.axes[tree.axis[node]!]!.kind === "levels") {
    for (let i = 0; i < answers.length; i++) answers[i] = +(column[i] === cut);
    return answers;
  }
  for (let i = 0; i < answers.length; i++) {
    const x = column[i]!;
    answers[i] = x !== x ? missing : +(x < cut);
  }
  return answers;
}

/** Shapley values by axis of a row whose splits answer so. */
function valuesOf(leaves: readonly Leaf[], goesLeft: (node: number) => boolean): Map<number, number> {
  const values = new Map<number, number>();
  for (const { steps, tables } of leaves) {
    let mask = 0;
    steps.forEach(({ gates }, s) => {
      if (gates.every(({ node, isLeft }) => goesLeft(node) === isLeft)) mask |= 1 << s;
    });
    steps.forEach(({ axis }, s) => values.set(axis, (values.get(axis) ?? 0) + tables[s]![mask]!));
  }
  return values;
}

function leavesOf(tree: Tree): Leaf[] {
  const walk = (node: number, steps: readonly Step[]): Leaf[] => {
    if (tree.axis[node]! < 0) return [{ steps, tables: shapleyTable(steps, tree.value[node]!) }];
    return [true, false].flatMap((isLeft) => {
      const child = isLeft ? tree.left[node]! : tree.right[node]!;
      const share = tree.cover[node]! > 0 ? tree.cover[child]! / tree.cover[node]! : 0;
      return walk(child, withGate(steps, tree.axis[node]!, { node, isLeft }, share));
    });
  };
  return walk(0, []);
}

function withGate(steps: readonly Step[], axis: number, gate: Gate, share: number): Step[] {
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

import { codeRows, codeTables, inThrees, type CodedAxis, type CodeTable } from "./treeCodes.js";
import type { ContributionColumn, Frame, Tree, TreesModel } from "./types.js";

/**
 * Exact Shapley values of every row, one column a feature in the order of the model's axes; the same as
 * `treeContributions`. A tree's values depend only on how its splits answer, wherever the row really goes, and its few
 * splits answer in few ways: each way is worked out once, and rows look theirs up. For the shallow trees of boosting only:
 * throws a RangeError for a tree of more than 20 splits.
 */
export function treeContributionColumns(model: TreesModel, frame: Frame): ContributionColumn[] {
  const axes = codeRows(model, frame);
  const sums = model.axes.map(() => new Float64Array(frame.rows));
  const ways = new Int32Array(frame.rows);
  for (const tree of model.trees) addTree(tree, axes, ways, sums);
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

function addTree(tree: Tree, axes: readonly CodedAxis[], ways: Int32Array, sums: readonly Float64Array[]): void {
  const splits = tree.axis.flatMap((axis, node) => (axis < 0 ? [] : [node]));
  const bit = (node: number, isLeft: boolean) => (isLeft ? 1 << splits.indexOf(node) : 0);
  ways.fill(0);
  for (const three of inThrees(codeTables(tree, axes, bit, (bits, others) => bits | others))) addAnswers(ways, three);
  const answers = numberWays(ways, splits.length);
  const leaves = leavesOf(tree);
  const found = answers.map((bits) => valuesOf(leaves, (node) => (bits & bit(node, true)) !== 0));
  for (const axis of new Set(leaves.flatMap(({ steps }) => steps.map((step) => step.axis))))
    addValues(
      sums[axis]!,
      ways,
      Float64Array.from(found, (values) => values.get(axis) ?? 0),
    );
}

function addAnswers(answers: Int32Array, [a, b, c]: readonly [CodeTable, CodeTable, CodeTable]): void {
  const [codesA, codesB, codesC] = [a.codes, b.codes, c.codes];
  const [bitsA, bitsB, bitsC] = [a.bits, b.bits, c.bits];
  for (let i = 0; i < answers.length; i++)
    answers[i] = answers[i]! | bitsA[codesA[i]!]! | bitsB[codesB[i]!]! | bitsC[codesC[i]!]!;
}

/**
 * Replaces each row's answers, a bit a split, by the number of its way, in the order in which they come.
 * @returns the answers of each way
 */
function numberWays(ways: Int32Array, splits: number): number[] {
  if (splits > 20) throw new RangeError(`invalid tree; more than 20 splits: ${splits}`);
  const numbers = new Int32Array(1 << splits).fill(-1);
  const answers: number[] = [];
  for (let i = 0; i < ways.length; i++) {
    const bits = ways[i]!;
    let way = numbers[bits]!;
    if (way < 0) numbers[bits] = way = answers.push(bits) - 1;
    ways[i] = way;
  }
  return answers;
}

function addValues(sums: Float64Array, ways: Int32Array, values: Float64Array): void {
  for (let i = 0; i < ways.length; i++) sums[i] = sums[i]! + values[ways[i]!]!;
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

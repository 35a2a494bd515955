import { shapleyTable } from "./shapleyTable.js";
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

/** One feature on the way to a leaf: the splits that ask for it, a bit each, and the share of the training weight that they let pass. */
interface Step {
  readonly axis: number;
  readonly asked: number;
  /** Those of `asked` that a row must go left at. */
  readonly lefts: number;
  readonly share: number;
}

interface Leaf {
  readonly steps: readonly Step[];
  /** For each step, its Shapley value by which of the steps a row passes (a bit each). */
  readonly tables: readonly Float64Array[];
}

function addTree(tree: Tree, axes: readonly CodedAxis[], ways: Int32Array, sums: readonly Float64Array[]): void {
  const splits = tree.axis.flatMap((axis, node) => (axis < 0 ? [] : [node]));
  const bits = Int32Array.from(tree.axis, (_, node) => (splits.includes(node) ? 1 << splits.indexOf(node) : 0));
  const answer = (node: number, isLeft: boolean) => (isLeft ? bits[node]! : 0);
  ways.fill(0);
  for (const three of inThrees(codeTables(tree, axes, answer, (own, others) => own | others))) addAnswers(ways, three);
  const answers = numberWays(ways, splits.length);
  for (const [axis, values] of valuesByAxis(leavesOf(tree, bits), answers)) addValues(sums[axis]!, ways, values);
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
function numberWays(ways: Int32Array, splits: number): Int32Array {
  if (splits > 20) throw new RangeError(`invalid tree; more than 20 splits: ${splits}`);
  const numbers = new Int32Array(1 << splits).fill(-1);
  const answers: number[] = [];
  for (let i = 0; i < ways.length; i++) {
    const bits = ways[i]!;
    let way = numbers[bits]!;
    if (way < 0) numbers[bits] = way = answers.push(bits) - 1;
    ways[i] = way;
  }
  return Int32Array.from(answers);
}

function addValues(sums: Float64Array, ways: Int32Array, values: Float64Array): void {
  for (let i = 0; i < ways.length; i++) sums[i] = sums[i]! + values[ways[i]!]!;
}

/** Shapley values of rows whose splits answer so, one an answer, by axis. */
function valuesByAxis(leaves: readonly Leaf[], answers: Int32Array): Map<number, Float64Array> {
  const values = new Map<number, Float64Array>();
  for (const { steps, tables } of leaves) {
    const passes = passesOf(steps, answers);
    steps.forEach(({ axis }, s) => {
      if (!values.has(axis)) values.set(axis, new Float64Array(answers.length));
      const [own, table] = [values.get(axis)!, tables[s]!];
      for (let way = 0; way < own.length; way++) own[way] = own[way]! + table[passes[way]!]!;
    });
  }
  return values;
}

/** Which of the steps each answer passes, a bit each. */
function passesOf(steps: readonly Step[], answers: Int32Array): Int32Array {
  const passes = new Int32Array(answers.length);
  steps.forEach(({ asked, lefts }, s) => {
    for (let way = 0; way < passes.length; way++)
      if ((answers[way]! & asked) === lefts) passes[way] = passes[way]! | (1 << s);
  });
  return passes;
}

function leavesOf(tree: Tree, bits: Int32Array): Leaf[] {
  const walk = (node: number, steps: readonly Step[]): Leaf[] => {
    if (tree.axis[node]! < 0)
      return [
        {
          steps,
          tables: shapleyTable(
            steps.map(({ share }) => share),
            tree.value[node]!,
          ),
        },
      ];
    return [true, false].flatMap((isLeft) => {
      const child = isLeft ? tree.left[node]! : tree.right[node]!;
      const share = tree.cover[node]! > 0 ? tree.cover[child]! / tree.cover[node]! : 0;
      const [axis, asked] = [tree.axis[node]!, bits[node]!];
      return walk(child, withStep(steps, { axis, asked, lefts: isLeft ? asked : 0, share }));
    });
  };
  return walk(0, []);
}

function withStep(steps: readonly Step[], next: Step): Step[] {
  if (!steps.some(({ axis }) => axis === next.axis)) return [...steps, next];
  return steps.map((step) =>
    step.axis === next.axis
      ? {
          axis: step.axis,
          asked: step.asked | next.asked,
          lefts: step.lefts | next.lefts,
          share: step.share * next.share,
        }
      : step,
  );
}

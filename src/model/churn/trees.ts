import { axisBin, probability } from "./additive.js";
import { codeRows, codeTables, inThrees, type CodedAxis, type CodeTable } from "./treeCodes.js";
import type { Frame, Row, Tree, TreesModel } from "./types.js";

/** Log-odds of one customer: the intercept plus the leaf of every tree. */
export function treesLogOdds(model: TreesModel, row: Row): number {
  const inputs = treeInputs(model, row);
  return model.trees.reduce((sum, tree) => sum + tree.value[leafOf(model, tree, inputs)]!, model.intercept);
}

/** Probability of ending within the horizon if not treated. */
export function predictTrees(model: TreesModel, row: Row): number {
  return probability(model, treesLogOdds(model, row));
}

/** What trees read of a row, by axis: the number itself (NaN is missing), or the bin of the category. */
export function treeInputs({ axes }: Pick<TreesModel, "axes">, row: Row): number[] {
  return axes.map((axis) => {
    const value = row[axis.feature];
    return axis.kind === "levels" ? axisBin(axis, row) : value == null ? NaN : Number(value);
  });
}

/** Whether a row goes left at a node. */
export function goesLeft(
  { axes }: Pick<TreesModel, "axes">,
  tree: Tree,
  node: number,
  inputs: ArrayLike<number>,
): boolean {
  const axis = tree.axis[node]!;
  const x = inputs[axis]!;
  if (axes[axis]!.kind === "levels") return x === tree.cut[node];
  return x !== x ? tree.missingLeft[node]! : x < tree.cut[node]!;
}

function leafOf(model: TreesModel, tree: Tree, inputs: ArrayLike<number>): number {
  let node = 0;
  while (tree.axis[node]! >= 0) node = goesLeft(model, tree, node, inputs) ? tree.left[node]! : tree.right[node]!;
  return node;
}

/** Rows that pass through all trees together, so that they stay near the processor. */
const blockRows = 4096;

/**
 * Log-odds of every row of a frame. Each split rules leaves out, whether or not a row comes by it; the one leaf that no
 * axis rules out is the row's. So a tree costs a look-up an axis, without a branch. Throws when the frame lacks a feature,
 * or holds it as the other kind, and a RangeError for a tree of more than 32 leaves, which boosting does not make.
 * @see Lucchese et al., QuickScorer (SIGIR 2015), whose leaf masks these are
 */
export function treesLogOddsColumn(model: TreesModel, frame: Frame): Float64Array {
  const axes = codeRows(model, frame);
  const trees = model.trees.map((tree) => leafMasks(tree, axes));
  const masks = new Int32Array(blockRows);
  const logOdds = new Float64Array(frame.rows).fill(model.intercept);
  for (let from = 0; from < frame.rows; from += blockRows) {
    const to = Math.min(from + blockRows, frame.rows);
    for (const { threes, values } of trees) {
      masks.fill(-1);
      for (const three of threes) ruleOut(masks, three, from, to);
      addLeaves(logOdds, masks, values, from, to);
    }
  }
  return logOdds;
}

function ruleOut(
  masks: Int32Array,
  [a, b, c]: readonly [CodeTable, CodeTable, CodeTable],
  from: number,
  to: number,
): void {
  const [codesA, codesB, codesC] = [a.codes, b.codes, c.codes];
  const [bitsA, bitsB, bitsC] = [a.bits, b.bits, c.bits];
  for (let i = from; i < to; i++)
    masks[i - from] = masks[i - from]! & bitsA[codesA[i]!]! & bitsB[codesB[i]!]! & bitsC[codesC[i]!]!;
}

function addLeaves(sums: Float64Array, masks: Int32Array, values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) sums[i] = sums[i]! + values[31 - Math.clz32(masks[i - from]!)]!;
}

interface LeafMasks {
  /** The leaves that the splits of an axis leave, a bit each. */
  readonly threes: ReturnType<typeof inThrees>;
  /** Log-odds by leaf. */
  readonly values: Float64Array;
}

function leafMasks(tree: Tree, axes: readonly CodedAxis[]): LeafMasks {
  const below = new Map<number, number>();
  const values: number[] = [];
  const walk = (node: number): number => {
    const isLeaf = tree.axis[node]! < 0;
    const mask = isLeaf ? 1 << (values.push(tree.value[node]!) - 1) : walk(tree.left[node]!) | walk(tree.right[node]!);
    below.set(node, mask);
    return mask;
  };
  const all = walk(0);
  if (values.length > 32) throw new RangeError(`invalid tree; more than 32 leaves: ${values.length}`);
  const remaining = (node: number, isLeft: boolean) => all & ~below.get(isLeft ? tree.right[node]! : tree.left[node]!)!;
  const tables = codeTables(tree, axes, remaining, (bits, others) => bits & others);
  // a tree that is one leaf rules nothing out: its only bit must be the highest
  return {
    threes: inThrees(tables),
    values: tables.length ? Float64Array.from(values) : new Float64Array(32).fill(values[0]!),
  };
}

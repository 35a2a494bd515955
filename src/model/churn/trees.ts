import { axisBin, probability } from "./additive.js";
import { axisBins, frameColumn } from "./columns.js";
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

/** Log-odds of every row of a frame. Throws when the frame lacks a feature, or holds it as the other kind. */
export function treesLogOddsColumn(model: TreesModel, frame: Frame): Float64Array {
  const columns = treeColumns(model, frame);
  const sums = new Float64Array(frame.rows).fill(model.intercept);
  for (const tree of model.trees) addLeaves(model, tree, columns, sums);
  return sums;
}

/** `treeInputs` of every row, axis by axis. */
export function treeColumns({ axes }: Pick<TreesModel, "axes">, frame: Frame): ArrayLike<number>[] {
  return axes.map((axis) => {
    if (axis.kind === "levels") return axisBins(axis, frame);
    const column = frameColumn(frame, axis.feature);
    if (column.kind !== "number") throw new Error(`${axis.feature} is read as a number; the frame has: ${column.kind}`);
    return column.values;
  });
}

/** Adds one tree's leaves to all rows; typed copies of the tree make it several times as fast as `leafOf`. */
function addLeaves({ axes }: TreesModel, tree: Tree, columns: readonly ArrayLike<number>[], sums: Float64Array): void {
  const [left, right, cuts, values] = [
    Int32Array.from(tree.left),
    Int32Array.from(tree.right),
    Float64Array.from(tree.cut),
    Float64Array.from(tree.value),
  ];
  const isLevel = Uint8Array.from(tree.axis, (axis) => (axes[axis]?.kind === "levels" ? 1 : 0));
  const missingLeft = Uint8Array.from(tree.missingLeft, Number);
  const inputs = tree.axis.map((axis) => columns[axis]);
  for (let i = 0; i < sums.length; i++) {
    let node = 0;
    for (let column = inputs[0]; column; column = inputs[node]) {
      const x = column[i]!;
      const goes = isLevel[node] ? x === cuts[node] : x !== x ? missingLeft[node] : x < cuts[node]!;
      node = goes ? left[node]! : right[node]!;
    }
    sums[i] = sums[i]! + values[node]!;
  }
}

/** Probability of every row of a frame. */
export function predictTreesColumn(model: TreesModel, frame: Frame): Float64Array {
  return treesLogOddsColumn(model, frame).map((value) => probability(model, value));
}

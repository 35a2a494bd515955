import { axisBins, frameColumn } from "./columns.js";
import { fillBins } from "./bins.js";
import type { Frame, PairAxis, Tree, TreesModel } from "./types.js";

/** Where the splits of all trees cut one axis, and where each row lies between them. */
export interface CodedAxis {
  /** A code a row; what a split answers to a code is looked up instead of compared. */
  readonly codes: Uint16Array;
  /** How many codes there are. */
  readonly size: number;
  /** Whether a row of this code goes left at a node of this axis. */
  readonly goesLeft: (tree: Tree, node: number, code: number) => boolean;
}

/** A frame's rows, axis by axis, as trees see them. Throws when the frame lacks a feature, or holds it as the other kind. */
export function codeRows(model: TreesModel, frame: Frame): CodedAxis[] {
  return model.axes.map((axis, a) => (axis.kind === "levels" ? codeLevels(axis, frame) : codeNumbers(model, a, frame)));
}

/** A category's code is its bin. */
function codeLevels(axis: PairAxis & { kind: "levels" }, frame: Frame): CodedAxis {
  return {
    codes: Uint16Array.from(axisBins(axis, frame)),
    // levels, other, missing
    size: axis.levels.length + 2,
    goesLeft: (tree, node, code) => code === tree.cut[node],
  };
}

/** A number's code is how many cuts it has reached; a missing one's comes after them all. */
function codeNumbers({ axes, trees }: TreesModel, axis: number, frame: Frame): CodedAxis {
  const { feature } = axes[axis]!;
  const column = frameColumn(frame, feature);
  if (column.kind !== "number") throw new Error(`${feature} is read as a number; the frame has: ${column.kind}`);
  const found = new Set(trees.flatMap((tree) => tree.cut.filter((_, node) => tree.axis[node] === axis)));
  const cuts = Float64Array.from(found).sort();
  const missing = cuts.length + 1;
  const codes = new Uint16Array(frame.rows);
  fillBins(cuts, column.values, missing, codes);
  return {
    codes,
    size: missing + 1,
    // a code's smallest value is the last cut that it has reached
    goesLeft: (tree, node, code) =>
      code === missing ? tree.missingLeft[node]! : code === 0 || cuts[code - 1]! < tree.cut[node]!,
  };
}

/** For one axis of a tree, bits by code. */
export interface CodeTable {
  readonly codes: Uint16Array;
  readonly bits: Int32Array;
}

/**
 * What a tree's splits say, as bits, one table for each axis that it asks for.
 * @param answer the bits of one split by its answer; those of an axis's splits are joined by `join`
 */
export function codeTables(
  tree: Tree,
  axes: readonly CodedAxis[],
  answer: (node: number, isLeft: boolean) => number,
  join: (bits: number, others: number) => number,
): CodeTable[] {
  const nodes = new Map<number, number[]>();
  tree.axis.forEach((axis, node) => {
    if (axis >= 0) nodes.set(axis, [...(nodes.get(axis) ?? []), node]);
  });
  return Array.from(nodes, ([a, own]) => {
    const { codes, size, goesLeft } = axes[a]!;
    const bits = Int32Array.from({ length: size }, (_, code) =>
      own.map((node) => answer(node, goesLeft(tree, node, code))).reduce(join),
    );
    return { codes, bits };
  });
}

/** Three axes at a time, the last one repeated where they do not go into three: a pass over the rows costs more than a look-up. */
export function inThrees(tables: readonly CodeTable[]): [CodeTable, CodeTable, CodeTable][] {
  const at = (i: number) => tables[Math.min(i, tables.length - 1)]!;
  return Array.from({ length: Math.ceil(tables.length / 3) }, (_, i) => [at(3 * i), at(3 * i + 1), at(3 * i + 2)]);
}

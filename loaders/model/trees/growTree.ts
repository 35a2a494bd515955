import { bestSplit, type Split, type SplitOptions } from "./bestSplit.js";
import { gradientOf, hessianOf, type PackedRows } from "../packedSums.js";

/** Bins twice: of all features of a row side by side, so that a node's sums are one pass; and feature by feature, for splitting rows. */
export interface TreeRows {
  readonly rows: number;
  readonly width: number;
  readonly bins: Uint8Array;
  readonly columns: readonly Uint16Array[];
  /** Where each feature's bins begin among the sums of all. */
  readonly offsets: readonly number[];
  /** Bins by feature, missing included. */
  readonly counts: readonly number[];
  readonly isOrdered: readonly boolean[];
}

export interface GrowOptions extends SplitOptions {
  readonly maxDepth: number;
  readonly learningRate: number;
}

/** A tree over bins, node by node: -1 as feature is a leaf. Ordered bins at or below `bin` go left; of others, `bin` alone. */
export interface BinnedTree {
  readonly feature: number[];
  readonly bin: number[];
  readonly missingLeft: boolean[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
  /** Sum of the weights of the rows drawn. */
  readonly cover: number[];
}

interface Node {
  readonly id: number;
  /** The node's place among the rows drawn. */
  readonly from: number;
  readonly to: number;
  /** Packed. */
  readonly total: number;
  /** Packed, by bin of all features; left out where the node cannot split any more. */
  readonly sums?: Float64Array;
}

/** What growing one tree works on. */
interface Growth {
  readonly data: TreeRows;
  readonly tree: BinnedTree;
  readonly drawn: Int32Array;
  readonly scratch: Int32Array;
  readonly derivatives: PackedRows;
  readonly features: Int32Array;
}

/**
 * Grows one tree, level by level, on the rows drawn (which it reorders) and the features allowed. The sums of a larger
 * child are its parent's less its sibling's.
 * @param onLeaf told each leaf's value and rows, `drawn[from]` up to `drawn[to - 1]`; answers with their weight
 */
export function growTree(
  data: TreeRows,
  drawn: Int32Array,
  features: readonly number[],
  derivatives: PackedRows,
  options: GrowOptions,
  onLeaf: (value: number, from: number, to: number) => number,
): BinnedTree {
  const tree: BinnedTree = { feature: [], bin: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
  const scratch = new Int32Array(drawn.length);
  const growth = { data, tree, drawn, scratch, derivatives, features: Int32Array.from(features) };
  const { gradientUnit, hessianUnit } = derivatives;
  let level = [rootNode(growth)];
  for (let depth = 0; level.length; depth++) {
    level = level.flatMap((node) => {
      const { id, from, to, total, sums } = node;
      const split = sums && bestSplit(data, sums, total, growth.features, derivatives, options);
      if (split) return splitNode(growth, node, split, depth + 1 < options.maxDepth);
      const step = (gradientOf(total) * gradientUnit) / (hessianOf(total) * hessianUnit + options.lambda);
      tree.value[id] = options.learningRate * step;
      tree.cover[id] = onLeaf(tree.value[id], from, to);
      return [];
    });
  }
  // children come after their parents
  for (let node = tree.feature.length - 1; node >= 0; node--)
    if (tree.feature[node]! >= 0) tree.cover[node] = tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!;
  return tree;
}

function rootNode(growth: Growth): Node {
  const { tree, drawn, data, features } = growth;
  const sums = sumRows(growth, 0, drawn.length);
  const first = features[0]!;
  // every row is in one bin of a feature
  const own = sums.subarray(data.offsets[first], data.offsets[first]! + data.counts[first]!);
  return { id: addNode(tree), from: 0, to: drawn.length, total: own.reduce((sum, value) => sum + value, 0), sums };
}

function addNode(tree: BinnedTree): number {
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.missingLeft.push(false);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(0);
  return tree.cover.push(0) - 1;
}

function splitNode(growth: Growth, node: Node, split: Split, isDivisible: boolean): Node[] {
  const { tree } = growth;
  const middle = partition(growth, node, split);
  tree.feature[node.id] = split.feature;
  tree.bin[node.id] = split.bin;
  tree.missingLeft[node.id] = split.missingLeft;
  tree.left[node.id] = addNode(tree);
  tree.right[node.id] = addNode(tree);
  const left: Node = { id: tree.left[node.id]!, from: node.from, to: middle, total: split.sum };
  const right: Node = { id: tree.right[node.id]!, from: middle, to: node.to, total: node.total - split.sum };
  if (!isDivisible) return [left, right];
  const isLeftSmaller = middle - node.from <= node.to - middle;
  const smaller = isLeftSmaller ? left : right;
  const sums = sumRows(growth, smaller.from, smaller.to);
  const rest = node.sums!;
  for (let bin = 0; bin < rest.length; bin++) rest[bin] = rest[bin]! - sums[bin]!;
  return [
    { ...left, sums: isLeftSmaller ? sums : rest },
    { ...right, sums: isLeftSmaller ? rest : sums },
  ];
}

/**
 * Four features at a time, which a processor adds side by side; those that fill up the last four add to a place behind all
 * sums, where nobody looks.
 */
function sumRows({ data, drawn, derivatives, features }: Growth, from: number, to: number): Float64Array {
  const { bins, width, offsets, counts } = data;
  const { packed } = derivatives;
  const end = offsets.at(-1)! + counts.at(-1)!;
  const sums = new Float64Array(end + 256);
  const fours = Int32Array.from({ length: Math.ceil(features.length / 4) * 4 }, (_, f) => features[f] ?? 0);
  const starts = Int32Array.from(fours, (feature, f) => (f < features.length ? offsets[feature]! : end));
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    const value = packed[row]!;
    const start = row * width;
    for (let f = 0; f < fours.length; f += 4) {
      const a = bins[start + fours[f]!]! + starts[f]!;
      const b = bins[start + fours[f + 1]!]! + starts[f + 1]!;
      const c = bins[start + fours[f + 2]!]! + starts[f + 2]!;
      const d = bins[start + fours[f + 3]!]! + starts[f + 3]!;
      sums[a] = sums[a]! + value;
      sums[b] = sums[b]! + value;
      sums[c] = sums[c]! + value;
      sums[d] = sums[d]! + value;
    }
  }
  return sums;
}

/** Reorders the node's rows, those that go left first; returns where the right ones begin. Stable, hence reproducible. */
function partition({ data, drawn, scratch }: Growth, { from, to }: Node, split: Split): number {
  const bins = data.columns[split.feature]!;
  const lefts = leftBins(data, split);
  let middle = from;
  let waiting = 0;
  // both places are written and one is kept: no branch to guess
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    const isLeft = lefts[bins[row]!]!;
    drawn[middle] = row;
    scratch[waiting] = row;
    middle += isLeft;
    waiting += 1 - isLeft;
  }
  drawn.set(scratch.subarray(0, waiting), middle);
  return middle;
}

/** For each bin of the split's feature, 1 if it goes left. */
export function leftBins(
  { counts, isOrdered }: Pick<TreeRows, "counts" | "isOrdered">,
  { feature, bin, missingLeft }: Pick<Split, "feature" | "bin" | "missingLeft">,
): Uint8Array {
  const lefts = new Uint8Array(counts[feature]!);
  if (!isOrdered[feature]) lefts[bin] = 1;
  else {
    lefts.fill(1, 0, bin + 1);
    lefts[lefts.length - 1] = missingLeft ? 1 : 0;
  }
  return lefts;
}

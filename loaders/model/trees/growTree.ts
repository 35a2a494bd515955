import { bestSplit, type Split, type SplitOptions } from "./bestSplit.js";

/**
 * Bins twice: of all features of a row side by side, each at its feature's offset, so that a node's sums are one pass; and
 * feature by feature, for splitting rows.
 */
export interface TreeRows {
  readonly rows: number;
  readonly width: number;
  readonly bins: Uint16Array;
  readonly columns: readonly Uint16Array[];
  readonly offsets: readonly number[];
  /** Bins by feature, missing included. */
  readonly counts: readonly number[];
  readonly isOrdered: readonly boolean[];
}

export interface GrowOptions extends SplitOptions {
  readonly maxDepth: number;
  readonly learningRate: number;
}

/** First and second derivative of each row's loss (negative gradient), and its weight. */
export interface Derivatives {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly weights: Float64Array;
}

/** A tree over bins, node by node: -1 as feature is a leaf. Ordered bins at or below `bin` go left; of others, `bin` alone. */
export interface BinnedTree {
  readonly feature: number[];
  readonly bin: number[];
  readonly missingLeft: boolean[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
  readonly cover: number[];
}

interface Node {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  /** Gradient and Hessian by bin, interleaved; left out where the node cannot split any more. */
  readonly sums?: Float64Array;
}

/** What growing one tree works on. */
interface Growth {
  readonly data: TreeRows;
  readonly tree: BinnedTree;
  readonly drawn: Int32Array;
  readonly scratch: Int32Array;
  readonly derivatives: Derivatives;
  readonly features: Int32Array;
}

/**
 * Grows one tree, level by level, on the rows drawn (which it reorders) and the features allowed. The sums of a larger
 * child are its parent's less its sibling's.
 */
export function growTree(
  data: TreeRows,
  drawn: Int32Array,
  features: readonly number[],
  derivatives: Derivatives,
  options: GrowOptions,
): BinnedTree {
  const tree: BinnedTree = { feature: [], bin: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
  const scratch = new Int32Array(drawn.length);
  const growth = { data, tree, drawn, scratch, derivatives, features: Int32Array.from(features) };
  let level = [rootNode(growth)];
  for (let depth = 0; level.length; depth++) {
    level = level.flatMap((node) => {
      tree.cover[node.id] = coverOf(drawn, node, derivatives.weights);
      const split = node.sums && bestSplit(data, node.sums, node, features, options);
      if (split) return splitNode(growth, node, split, depth + 1 < options.maxDepth);
      tree.value[node.id] = (options.learningRate * node.gradient) / (node.hessian + options.lambda);
      return [];
    });
  }
  return tree;
}

function coverOf(drawn: Int32Array, { from, to }: Node, weights: Float64Array): number {
  let cover = 0;
  for (let r = from; r < to; r++) cover += weights[drawn[r]!]!;
  return cover;
}

function rootNode(growth: Growth): Node {
  const { tree, drawn, derivatives } = growth;
  let [gradient, hessian] = [0, 0];
  for (const row of drawn) {
    gradient += derivatives.gradients[row]!;
    hessian += derivatives.hessians[row]!;
  }
  return {
    id: addNode(tree),
    from: 0,
    to: drawn.length,
    gradient,
    hessian,
    sums: sumRows(growth, 0, drawn.length),
  };
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
  const left: Node = {
    id: tree.left[node.id]!,
    from: node.from,
    to: middle,
    gradient: split.gradient,
    hessian: split.hessian,
  };
  const right: Node = {
    id: tree.right[node.id]!,
    from: middle,
    to: node.to,
    gradient: node.gradient - split.gradient,
    hessian: node.hessian - split.hessian,
  };
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

function sumRows({ data, drawn, derivatives, features }: Growth, from: number, to: number): Float64Array {
  const { bins, width, offsets, counts } = data;
  const { gradients, hessians } = derivatives;
  const sums = new Float64Array(2 * (offsets.at(-1)! + counts.at(-1)!));
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    const g = gradients[row]!;
    const h = hessians[row]!;
    const start = row * width;
    for (let f = 0; f < features.length; f++) {
      const at = 2 * bins[start + features[f]!]!;
      sums[at] = sums[at]! + g;
      sums[at + 1] = sums[at + 1]! + h;
    }
  }
  return sums;
}

/** Reorders the node's rows, those that go left first; returns where the right ones begin. Stable, hence reproducible. */
function partition({ data, drawn, scratch }: Growth, { from, to }: Node, split: Split): number {
  const bins = data.columns[split.feature]!;
  const { low, high, extra } = leftBins(data, split);
  let middle = from;
  let waiting = 0;
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    const bin = bins[row]!;
    if ((bin >= low && bin <= high) || bin === extra) drawn[middle++] = row;
    else scratch[waiting++] = row;
  }
  drawn.set(scratch.subarray(0, waiting), middle);
  return middle;
}

/** The bins of the split's feature that go left: from 0 to `high`, or a category's `low` alone, and `extra` (-1 is none). */
export function leftBins(
  { counts, isOrdered }: Pick<TreeRows, "counts" | "isOrdered">,
  { feature, bin, missingLeft }: Pick<Split, "feature" | "bin" | "missingLeft">,
): { low: number; high: number; extra: number } {
  if (!isOrdered[feature]) return { low: bin, high: bin, extra: -1 };
  const missing = counts[feature]! - 1;
  return { low: 0, high: Math.min(bin, missing - 1), extra: missingLeft ? missing : -1 };
}

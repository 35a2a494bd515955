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
  let level = [rootNode(data, tree, drawn, derivatives)];
  for (let depth = 0; level.length; depth++) {
    level = level.flatMap((node) => {
      tree.cover[node.id] = coverOf(drawn, node, derivatives.weights);
      const split = node.sums && bestSplit(data, node.sums, node, features, options);
      if (split) return splitNode(data, tree, drawn, scratch, node, split, derivatives, depth + 1 < options.maxDepth);
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

function rootNode(data: TreeRows, tree: BinnedTree, drawn: Int32Array, derivatives: Derivatives): Node {
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
    sums: sumRows(data, drawn, 0, drawn.length, derivatives),
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

function splitNode(
  data: TreeRows,
  tree: BinnedTree,
  drawn: Int32Array,
  scratch: Int32Array,
  node: Node,
  split: Split,
  derivatives: Derivatives,
  isDivisible: boolean,
): Node[] {
  const middle = partition(data, drawn, scratch, node, split);
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
  const sums = sumRows(data, drawn, smaller.from, smaller.to, derivatives);
  const rest = node.sums!;
  for (let bin = 0; bin < rest.length; bin++) rest[bin] = rest[bin]! - sums[bin]!;
  return [
    { ...left, sums: isLeftSmaller ? sums : rest },
    { ...right, sums: isLeftSmaller ? rest : sums },
  ];
}

function sumRows(
  { bins, width, offsets, counts }: TreeRows,
  drawn: Int32Array,
  from: number,
  to: number,
  { gradients, hessians }: Derivatives,
): Float64Array {
  const sums = new Float64Array(2 * (offsets.at(-1)! + counts.at(-1)!));
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    const g = gradients[row]!;
    const h = hessians[row]!;
    for (let j = row * width, end = j + width; j < end; j++) {
      const at = 2 * bins[j]!;
      sums[at] = sums[at]! + g;
      sums[at + 1] = sums[at + 1]! + h;
    }
  }
  return sums;
}

/** Reorders the node's rows, those that go left first; returns where the right ones begin. Stable, hence reproducible. */
function partition(data: TreeRows, drawn: Int32Array, scratch: Int32Array, { from, to }: Node, split: Split): number {
  const bins = data.columns[split.feature]!;
  const isLeft = leftBins(data, split);
  let middle = from;
  let waiting = 0;
  for (let r = from; r < to; r++) {
    const row = drawn[r]!;
    if (isLeft[bins[row]!]) drawn[middle++] = row;
    else scratch[waiting++] = row;
  }
  drawn.set(scratch.subarray(0, waiting), middle);
  return middle;
}

/** 1 for each bin of the split's feature that goes left. */
export function leftBins(
  { counts, isOrdered }: Pick<TreeRows, "counts" | "isOrdered">,
  { feature, bin, missingLeft }: Pick<Split, "feature" | "bin" | "missingLeft">,
): Uint8Array {
  const left = new Uint8Array(counts[feature]!);
  if (!isOrdered[feature]) {
    left[bin] = 1;
    return left;
  }
  left.fill(1, 0, bin + 1);
  left[left.length - 1] = missingLeft ? 1 : 0;
  return left;
}

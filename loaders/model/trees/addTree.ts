import { leftBins, type BinnedTree, type TreeRows } from "./growTree.js";

/** Adds the tree's leaf to the score of each of these rows. */
export function addTree(data: TreeRows, tree: BinnedTree, rows: Int32Array, scores: Float64Array): void {
  const { bins, width } = data;
  const { starts, next } = nextNodes(data, tree);
  const features = Int32Array.from(tree.feature);
  const values = Float64Array.from(tree.value);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    const start = row * width;
    let node = 0;
    for (let feature = features[0]!; feature >= 0; feature = features[node]!)
      node = next[starts[node]! + bins[start + feature]!]!;
    scores[row] = scores[row]! + values[node]!;
  }
}

/** Where each node sends each bin of its feature: a table to read instead of a branch to guess. */
function nextNodes(data: TreeRows, tree: BinnedTree): { starts: Int32Array; next: Uint16Array } {
  const { feature, bin, missingLeft, left, right } = tree;
  const size = feature.reduce((sum, split) => sum + (split < 0 ? 0 : data.counts[split]!), 0);
  const starts = new Int32Array(feature.length);
  const next = new Uint16Array(size);
  let from = 0;
  feature.forEach((split, node) => {
    if (split < 0) return;
    starts[node] = from;
    const lefts = leftBins(data, { feature: split, bin: bin[node]!, missingLeft: missingLeft[node]! });
    lefts.forEach((isLeft, b) => (next[from + b] = isLeft ? left[node]! : right[node]!));
    from += lefts.length;
  });
  return { starts, next };
}

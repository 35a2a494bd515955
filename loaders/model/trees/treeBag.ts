import { random } from "../../../src/model/stats/random.js";
import { growTree, leftBins, type BinnedTree, type GrowOptions, type TreeRows } from "./growTree.js";

/** What every bag of trees reads, on shared memory. */
export interface TreeBagData extends TreeRows {
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
  readonly folds: Uint8Array;
  readonly options: TreeBagOptions;
}

export interface TreeBagOptions extends GrowOptions {
  readonly maxTrees: number;
  /** Trees without a better held-out loss after which boosting ends. */
  readonly patience: number;
  /** Shares of rows and features that each tree sees. */
  readonly rowShare: number;
  readonly featureShare: number;
}

export interface TreeTask {
  readonly fold: number;
  readonly seed: number;
}

export interface TreeBag {
  readonly intercept: number;
  readonly trees: readonly BinnedTree[];
  readonly heldRows: Int32Array;
  readonly heldScores: Float64Array;
}

/** Boosts trees on all rows but one fold's, and stops when that fold's log loss no longer falls. */
export function fitTreeBag(
  data: TreeBagData,
  { fold, seed }: TreeTask,
  onTree?: (trees: number, heldLoss: number) => void,
): TreeBag {
  const { options } = data;
  const all = Int32Array.from({ length: data.rows }, (_, i) => i);
  const training = all.filter((row) => data.folds[row] !== fold);
  const heldRows = all.filter((row) => data.folds[row] === fold);
  const intercept = startOf(data, training);
  const scores = new Float64Array(data.rows).fill(intercept);
  const derivatives = {
    gradients: new Float64Array(data.rows),
    hessians: new Float64Array(data.rows),
    weights: data.weights,
  };
  const source = random(seed);
  const trees: BinnedTree[] = [];
  const heldScores = (): Float64Array => Float64Array.from(heldRows, (row) => scores[row]!);
  let best = { loss: heldLoss(data, heldRows, scores), trees: 0, scores: heldScores() };
  let mark = best;
  while (trees.length < options.maxTrees && trees.length - mark.trees <= options.patience) {
    const drawn = drawRows(training, options.rowShare, source.uint32);
    refresh(data, drawn, scores, derivatives);
    const tree = growTree(
      data,
      drawn,
      drawFeatures(data.width, options.featureShare, source.uniform),
      derivatives,
      options,
    );
    trees.push(tree);
    addTree(data, tree, scores);
    const loss = heldLoss(data, heldRows, scores);
    onTree?.(trees.length, loss);
    if (loss < best.loss) best = { loss, trees: trees.length, scores: heldScores() };
    if (loss < mark.loss * (1 - 1e-5)) mark = best;
  }
  return { intercept, trees: trees.slice(0, best.trees), heldRows, heldScores: best.scores };
}

function startOf({ labels, weights }: TreeBagData, training: Int32Array): number {
  let [lost, total] = [0, 0];
  for (const row of training) {
    lost += weights[row]! * labels[row]!;
    total += weights[row]!;
  }
  const share = Math.min(Math.max(lost, 0.5), Math.max(total - 0.5, 0.5)) / Math.max(total, 1);
  return Math.log(share / (1 - share));
}

function drawRows(training: Int32Array, share: number, uint32: () => number): Int32Array {
  const drawn = new Int32Array(training.length);
  const limit = share * 2 ** 32;
  let count = 0;
  for (let t = 0; t < training.length; t++) if (uint32() < limit) drawn[count++] = training[t]!;
  return drawn.subarray(0, count);
}

function drawFeatures(width: number, share: number, uniform: () => number): number[] {
  const order = Array.from({ length: width }, (_, f) => ({ f, at: uniform() })).sort((a, b) => a.at - b.at);
  return order
    .slice(0, Math.max(1, Math.round(share * width)))
    .map(({ f }) => f)
    .sort((a, b) => a - b);
}

/** Derivatives of the rows drawn; no other row is looked at. */
function refresh(
  { labels, weights }: TreeBagData,
  drawn: Int32Array,
  scores: Float64Array,
  { gradients, hessians }: { gradients: Float64Array; hessians: Float64Array },
): void {
  for (let d = 0; d < drawn.length; d++) {
    const i = drawn[d]!;
    const p = 1 / (1 + Math.exp(-scores[i]!));
    gradients[i] = weights[i]! * (labels[i]! - p);
    hessians[i] = weights[i]! * p * (1 - p);
  }
}

/** Adds the tree's leaf to every row's score. */
function addTree(data: TreeBagData, tree: BinnedTree, scores: Float64Array): void {
  const { bins, width, offsets } = data;
  const nodes = tree.feature.length;
  const [lows, highs, extras] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)];
  tree.feature.forEach((feature, node) => {
    if (feature < 0) return;
    const left = leftBins(data, { feature, bin: tree.bin[node]!, missingLeft: tree.missingLeft[node]! });
    const offset = offsets[feature]!;
    [lows[node], highs[node]] = [offset + left.low, offset + left.high];
    extras[node] = left.extra < 0 ? -1 : offset + left.extra;
  });
  const [features, lefts, rights] = [tree.feature, tree.left, tree.right].map((list) => Int32Array.from(list));
  const values = Float64Array.from(tree.value);
  for (let i = 0; i < scores.length; i++) {
    let node = 0;
    for (let feature = features![0]!; feature >= 0; feature = features![node]!) {
      const bin = bins[i * width + feature]!;
      node = (bin >= lows[node]! && bin <= highs[node]!) || bin === extras[node]! ? lefts![node]! : rights![node]!;
    }
    scores[i] = scores[i]! + values[node]!;
  }
}

function heldLoss({ labels, weights }: TreeBagData, heldRows: Int32Array, scores: Float64Array): number {
  let loss = 0;
  for (let r = 0; r < heldRows.length; r++) {
    const i = heldRows[r]!;
    const z = scores[i]!;
    loss += weights[i]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i]! * z);
  }
  return loss;
}

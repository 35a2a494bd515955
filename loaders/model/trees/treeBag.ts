import { random } from "../../../src/model/stats/random.js";
import { addTree } from "./addTree.js";
import { drawFeatures, drawRows } from "./draw.js";
import { growTree, type BinnedTree, type GrowOptions, type TreeRows } from "./growTree.js";
import { packRows } from "../packedSums.js";

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

export interface TreeProgress {
  readonly trees: number;
  readonly heldLoss: number;
}

export interface TreeBag {
  readonly intercept: number;
  readonly trees: readonly BinnedTree[];
  /** Log-odds of every row. */
  readonly scores: Float64Array;
  readonly heldRows: Int32Array;
  readonly heldScores: Float64Array;
}

/** Boosts trees on all rows but one fold's, and stops when that fold's log loss no longer falls. */
export function fitTreeBag(
  data: TreeBagData,
  { fold, seed }: TreeTask,
  onProgress?: (progress: TreeProgress) => void,
): TreeBag {
  const { options, folds } = data;
  const heldRows = Int32Array.from({ length: data.rows }, (_, i) => i).filter((row) => folds[row] === fold);
  const intercept = startOf(data, fold);
  const scores = new Float64Array(data.rows).fill(intercept);
  const grow = grower(data, fold, seed, scores);
  const trees: BinnedTree[] = [];
  const bestScores = scores.slice();
  let best = { loss: heldLoss(data, heldRows, scores), trees: 0 };
  let mark = best;
  while (trees.length < options.maxTrees && trees.length - mark.trees <= options.patience) {
    trees.push(grow());
    const loss = heldLoss(data, heldRows, scores);
    onProgress?.({ trees: trees.length, heldLoss: loss });
    if (loss < best.loss) {
      best = { loss, trees: trees.length };
      bestScores.set(scores);
    }
    if (loss < mark.loss * (1 - 1e-5)) mark = best;
  }
  const heldScores = Float64Array.from(heldRows, (row) => bestScores[row]!);
  return { intercept, trees: trees.slice(0, best.trees), scores: bestScores, heldRows, heldScores };
}

/** Grows a tree a call on what the scores leave over, and adds it to the scores of all rows. */
function grower(data: TreeBagData, fold: number, seed: number, scores: Float64Array): () => BinnedTree {
  const { rows, folds, weights, options } = data;
  const [gradients, hessians, packed] = [0, 1, 2].map(() => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const source = random(seed);
  return () => {
    const { drawn, others } = drawRows(folds, fold, options.rowShare, source.uint32);
    derive(data, drawn, scores, gradients, hessians);
    const features = drawFeatures(data.width, options.featureShare, source.uniform);
    const onLeaf = (value: number, from: number, to: number): number => {
      let weight = 0;
      for (let d = from; d < to; d++) {
        const row = drawn[d]!;
        scores[row] = scores[row]! + value;
        weight += weights[row]!;
      }
      return weight;
    };
    const tree = growTree(data, drawn, features, packRows(drawn, gradients, hessians, packed), options, onLeaf);
    addTree(data, tree, others, scores);
    return tree;
  };
}

function startOf({ labels, weights, folds }: TreeBagData, fold: number): number {
  let [lost, total] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (folds[row] === fold) continue;
    lost += weights[row]! * labels[row]!;
    total += weights[row]!;
  }
  const share = Math.min(Math.max(lost, 0.5), Math.max(total - 0.5, 0.5)) / Math.max(total, 1);
  return Math.log(share / (1 - share));
}

/** First (negative) and second derivative of the loss of the rows drawn; no other row is looked at. */
function derive(
  { labels, weights }: TreeBagData,
  drawn: Int32Array,
  scores: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  for (let d = 0; d < drawn.length; d++) {
    const i = drawn[d]!;
    const p = 1 / (1 + Math.exp(-scores[i]!));
    gradients[i] = weights[i]! * (labels[i]! - p);
    hessians[i] = weights[i]! * p * (1 - p);
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

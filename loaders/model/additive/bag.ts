import { boost, move, type Boosted, type BoostOptions, type BoostRows, type Slot } from "./boost.js";
import { pairLearner, quadrantSearch, type PairSide } from "./pairSplits.js";
import { takeValues } from "../frames.js";
import { gradientOf, hessianOf, packRows, type PackedRows } from "../packedSums.js";
import { levelsLearner, orderedLearner, type Histogram, type LearnerOptions } from "./weakLearners.js";

/** What every bag reads; typed arrays on shared memory, so that threads do not copy them. */
export interface BagData {
  readonly rows: number;
  /** Fine bins by feature, missing included. */
  readonly counts: readonly number[];
  readonly isOrdered: readonly boolean[];
  readonly directions: readonly (-1 | 0 | 1)[];
  readonly bins: readonly Uint16Array[];
  /** For pair tables: bins by feature, and the coarse bin of each fine one. */
  readonly coarseCounts: readonly number[];
  readonly coarseOfBin: readonly Uint16Array[];
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
  readonly folds: Uint8Array;
  readonly options: BagOptions;
}

export interface BagOptions {
  readonly learningRate: number;
  /** Of the pair tables, whose four quadrants fit less at a time. */
  readonly pairLearningRate: number;
  readonly maxRounds: number;
  readonly patience: number;
  readonly lambda: number;
  readonly minHessian: number;
  /** Pulls the value of a level towards the average. */
  readonly levelRidge: number;
}

export interface FittedShapes {
  readonly intercept: number;
  readonly shapes: Boosted;
  /** For each candidate pair, what its best quadrants explain of the residuals. */
  readonly pairGains: Float64Array;
}

export type Pairs = readonly (readonly [number, number])[];

export interface BagPairs {
  /** The best by the rows that this bag is fitted to. */
  readonly own: Pairs;
  /** The best by all bags: those of the model. */
  readonly chosen: Pairs;
}

export interface FittedPairs {
  readonly pairs: Boosted;
  /** Log-odds of every row by this bag of the model. */
  readonly scores: Float64Array;
  /** Rows held out of this bag, and their log-odds by the bag's own pairs, which they had no part in. */
  readonly heldRows: Int32Array;
  readonly heldScores: Float64Array;
}

export type OnRound = (stage: "shapes" | "pairs", round: number, heldLoss: number) => void;

/** Fits one bag's shapes, one a feature, and ranks the candidate pairs by what the shapes leave over. */
export function fitShapes(data: BagData, fold: number, candidates: Pairs, onRound?: OnRound): FittedShapes {
  const rows = bagRows(data, fold);
  const intercept = startOf(rows);
  const slots = data.counts.map((count, f): Slot => {
    const options: LearnerOptions = { ...data.options, direction: data.directions[f]! };
    return {
      bins: data.bins[f]!,
      count,
      learn: data.isOrdered[f] ? orderedLearner(count, options) : levelsLearner(options, data.options.levelRidge),
    };
  });
  const shapes = boost(slots, rows, new Float64Array(data.rows).fill(intercept), {
    ...data.options,
    onRound: (round, loss) => onRound?.("shapes", round, loss),
  });
  return { intercept, shapes, pairGains: gainsOf(data, rows, scoresOf(data, intercept, shapes.tables), candidates) };
}

/**
 * Fits one bag's pair tables on top of its shapes. For how many rounds, the held-out rows say of the pairs that the bag
 * itself would have chosen: in the choice of `chosen` they had their part, and would take their own noise for a finding.
 */
export function fitPairs(
  data: BagData,
  fold: number,
  { intercept, shapes }: Pick<FittedShapes, "intercept" | "shapes">,
  { own, chosen }: BagPairs,
  onRound?: OnRound,
): FittedPairs {
  const rows = bagRows(data, fold);
  const options = { ...data.options, onRound: (round: number, loss: number) => onRound?.("pairs", round, loss) };
  const start = scoresOf(data, intercept, shapes.tables);
  const blind = boostPairs(data, own, rows, start, options);
  const isSame = own.length === chosen.length && own.every(([a, b], p) => a === chosen[p]![0] && b === chosen[p]![1]);
  const { pairs, scores } = isSame
    ? blind
    : boostPairs(data, chosen, rows, start, { ...options, rounds: blind.pairs.rounds });
  const heldScores = Float64Array.from(rows.heldRows, (row) => blind.scores[row]!);
  return { pairs, scores, heldRows: rows.heldRows, heldScores };
}

/** Pair tables boosted from these scores, and the scores with them. */
function boostPairs(
  data: BagData,
  pairs: Pairs,
  rows: BoostRows,
  start: Float64Array,
  options: BoostOptions,
): { pairs: Boosted; scores: Float64Array } {
  const slots = pairs.map(([a, b]): Slot => {
    const [first, second] = [side(data, a), side(data, b)];
    const learn = pairLearner(first, second, {
      ...data.options,
      learningRate: data.options.pairLearningRate,
      direction: 0,
    });
    return { bins: pairBins(data, a, b), count: first.count * second.count, learn };
  });
  const boosted = boost(slots, rows, start, options);
  const scores = start.slice();
  boosted.tables.forEach((table, s) => move(slots[s]!.bins, table, scores));
  return { pairs: boosted, scores };
}

function bagRows({ rows, labels, weights, folds }: BagData, fold: number): BoostRows {
  const all = new Int32Array(rows).map((_, i) => i);
  return {
    labels,
    weights,
    fittedRows: all.filter((i) => folds[i] !== fold),
    heldRows: all.filter((i) => folds[i] === fold),
  };
}

function startOf({ labels, weights, fittedRows }: BoostRows): number {
  let [lost, total] = [0, 0];
  for (const i of fittedRows) {
    lost += weights[i]! * labels[i]!;
    total += weights[i]!;
  }
  // a bag without one label starts half an event away from certainty
  const share = Math.min(Math.max(lost, 0.5), Math.max(total - 0.5, 0.5)) / Math.max(total, 1);
  return Math.log(share / (1 - share));
}

function scoresOf({ rows, bins }: BagData, intercept: number, tables: readonly Float64Array[]): Float64Array {
  const scores = new Float64Array(rows).fill(intercept);
  tables.forEach((table, f) => move(bins[f]!, table, scores));
  return scores;
}

function side({ coarseCounts, isOrdered }: BagData, feature: number): PairSide {
  return { count: coarseCounts[feature]!, isOrdered: isOrdered[feature]! };
}

function pairBins({ rows, bins, coarseOfBin, coarseCounts }: BagData, a: number, b: number): Uint16Array {
  const joint = new Uint16Array(rows);
  const [first, second, ofFirst, ofSecond, width] = [
    bins[a]!,
    bins[b]!,
    coarseOfBin[a]!,
    coarseOfBin[b]!,
    coarseCounts[b]!,
  ];
  for (let i = 0; i < rows; i++) joint[i] = ofFirst[first[i]!]! * width + ofSecond[second[i]!]!;
  return joint;
}

/** What the best quadrants of each candidate explain of what these scores leave over. */
function gainsOf(
  data: BagData,
  { labels, weights, fittedRows }: BoostRows,
  scores: Float64Array,
  candidates: Pairs,
): Float64Array {
  const gradients = new Float64Array(data.rows);
  const hessians = new Float64Array(data.rows);
  for (const i of fittedRows) {
    const p = 1 / (1 + Math.exp(-scores[i]!));
    gradients[i] = weights[i]! * (labels[i]! - p);
    hessians[i] = weights[i]! * p * (1 - p);
  }
  const all = new Int32Array(data.rows).map((_, i) => i);
  const derivatives = packRows(all, gradients, hessians, new Float64Array(data.rows));
  const packed = takeValues(derivatives.packed, fittedRows);
  const coarse = data.bins.map((bins, f) => coarseBins(bins, data.coarseOfBin[f]!, fittedRows));
  return Float64Array.from(candidates, ([a, b]) => {
    const [first, second] = [side(data, a), side(data, b)];
    const sums = jointSums(coarse[a]!, coarse[b]!, { packed, width: second.count, size: first.count * second.count });
    const search = quadrantSearch(first, second, data.options.lambda, { isInteraction: true });
    return search(unpacked(sums, derivatives))?.gain ?? 0;
  });
}

function coarseBins(bins: Uint16Array, ofBin: Uint16Array, rows: Int32Array): Uint8Array {
  const coarse = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) coarse[i] = ofBin[bins[rows[i]!]!]!;
  return coarse;
}

function jointSums(
  first: Uint8Array,
  second: Uint8Array,
  { packed, width, size }: { packed: Float64Array; width: number; size: number },
): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < packed.length; i++) {
    const bin = first[i]! * width + second[i]!;
    sums[bin] = sums[bin]! + packed[i]!;
  }
  return sums;
}

function unpacked(sums: Float64Array, { gradientUnit, hessianUnit }: PackedRows): Histogram {
  return {
    gradient: sums.map((sum) => gradientOf(sum) * gradientUnit),
    hessian: sums.map((sum) => hessianOf(sum) * hessianUnit),
  };
}

import type { WeakLearner } from "./weakLearners.js";

/** A table to be fitted: the bin of every row, and how one step is found. */
export interface Slot {
  readonly bins: Uint16Array;
  readonly count: number;
  readonly learn: WeakLearner;
}

export interface BoostRows {
  readonly labels: Uint8Array;
  /** 0 for rows held out. */
  readonly weights: Float64Array;
  readonly heldRows: Int32Array;
  readonly heldWeights: Float64Array;
}

export interface BoostOptions {
  readonly maxRounds: number;
  /** Rounds without a better held-out loss after which boosting ends. */
  readonly patience: number;
  readonly onRound?: (round: number, heldLoss: number) => void;
}

export interface Boosted {
  /** As they were in the round of least held-out loss. */
  readonly tables: Float64Array[];
  readonly rounds: number;
  readonly heldLoss: number;
}

/**
 * Cyclic boosting: round after round, every table in turn takes a small step down the log loss; ends when the loss of
 * the held-out rows no longer falls. Gradients are exact at the start of a round and follow by the Hessian within it,
 * which spares an exponential a row and table. Leaves `scores` at the last round.
 */
export function boost(
  slots: readonly Slot[],
  rows: BoostRows,
  scores: Float64Array,
  { maxRounds, patience, onRound }: BoostOptions,
): Boosted {
  const tables = slots.map(({ count }) => new Float64Array(count));
  const deltas = slots.map(({ count }) => new Float64Array(count));
  const gradients = new Float64Array(scores.length);
  const hessians = new Float64Array(scores.length);
  let best: Boosted = { tables: tables.map((table) => table.slice()), rounds: 0, heldLoss: heldLoss(rows, scores) };
  for (let round = 1; round <= maxRounds && round - best.rounds <= patience; round++) {
    refresh(rows, scores, gradients, hessians);
    slots.forEach((slot, s) => {
      const before = (s || slots.length) - 1;
      // the first table of a round has nothing to catch up with: `refresh` has just done it
      const moved = s === 0 ? undefined : { bins: slots[before]!.bins, delta: deltas[before]! };
      const histogram = moved
        ? catchUp(slot, moved.bins, moved.delta, scores, gradients, hessians)
        : gather(slot, gradients, hessians);
      slot.learn(histogram, tables[s]!, deltas[s]!);
      for (let bin = 0; bin < slot.count; bin++) tables[s]![bin] = tables[s]![bin]! + deltas[s]![bin]!;
    });
    const last = slots.length - 1;
    if (last >= 0) move(slots[last]!.bins, deltas[last]!, scores);
    const loss = heldLoss(rows, scores);
    onRound?.(round, loss);
    if (loss < best.heldLoss) best = { tables: tables.map((table) => table.slice()), rounds: round, heldLoss: loss };
  }
  return best;
}

function refresh(
  { labels, weights }: BoostRows,
  scores: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  for (let i = 0; i < scores.length; i++) {
    const p = 1 / (1 + Math.exp(-scores[i]!));
    const weight = weights[i]!;
    gradients[i] = weight * (labels[i]! - p);
    hessians[i] = weight * p * (1 - p);
  }
}

function gather(
  { bins, count }: Slot,
  gradients: Float64Array,
  hessians: Float64Array,
): { gradient: Float64Array; hessian: Float64Array } {
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i]!;
    gradient[bin] = gradient[bin]! + gradients[i]!;
    hessian[bin] = hessian[bin]! + hessians[i]!;
  }
  return { gradient, hessian };
}

/** Applies the step before to scores and gradients, and sums the gradients by this table's bins, in one pass. */
function catchUp(
  { bins, count }: Slot,
  movedBins: Uint16Array,
  delta: Float64Array,
  scores: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array,
): { gradient: Float64Array; hessian: Float64Array } {
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  for (let i = 0; i < bins.length; i++) {
    const moved = delta[movedBins[i]!]!;
    const h = hessians[i]!;
    const g = gradients[i]! - h * moved;
    scores[i] = scores[i]! + moved;
    gradients[i] = g;
    const bin = bins[i]!;
    gradient[bin] = gradient[bin]! + g;
    hessian[bin] = hessian[bin]! + h;
  }
  return { gradient, hessian };
}

/** Adds a table's values to the scores. */
export function move(bins: Uint16Array, table: Float64Array, scores: Float64Array): void {
  for (let i = 0; i < bins.length; i++) scores[i] = scores[i]! + table[bins[i]!]!;
}

/** Summed log loss of the held-out rows. */
function heldLoss({ labels, heldRows, heldWeights }: BoostRows, scores: Float64Array): number {
  let loss = 0;
  for (let j = 0; j < heldRows.length; j++) {
    const i = heldRows[j]!;
    const z = scores[i]!;
    loss += heldWeights[j]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i]! * z);
  }
  return loss;
}

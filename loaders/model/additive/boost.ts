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
  /** Takes this many rounds and no other, whatever the held-out loss. */
  readonly rounds?: number;
  readonly onRound?: (round: number, heldLoss: number) => void;
}

export interface Boosted {
  /** As they were in the round of least held-out loss, or after the rounds asked for. */
  readonly tables: Float64Array[];
  readonly rounds: number;
  readonly heldLoss: number;
}

/**
 * Cyclic boosting: round after round, the tables take a small step down the log loss, four at a time; ends when the loss
 * of the held-out rows no longer falls by a hundred-thousandth. Gradients are exact at the start of a round and follow by
 * the Hessian within it, which spares an exponential a row and table; the Hessian itself changes slowly and
 * is renewed every fourth round. Leaves `scores` at the last round.
 */
export function boost(
  slots: readonly Slot[],
  rows: BoostRows,
  scores: Float64Array,
  { maxRounds, patience, rounds: wanted, onRound }: BoostOptions,
): Boosted {
  const tables = slots.map(({ count }) => new Float64Array(count));
  const blocks = blocksOf(slots, tables, scores.length);
  const still = blockOf([], [], scores.length);
  const gradients = new Float64Array(scores.length);
  const hessians = new Float64Array(scores.length);
  let best: Boosted = { tables: tables.map((table) => table.slice()), rounds: 0, heldLoss: heldLoss(rows, scores) };
  let mark = best;
  const goesOn = (round: number): boolean =>
    wanted === undefined ? round <= maxRounds && round - mark.rounds <= patience : round <= wanted;
  for (let round = 1; goesOn(round); round++) {
    refresh(rows, scores, gradients);
    if (round % 4 === 1) renewHessians(rows, scores, hessians, blocks);
    let before = still;
    for (const block of blocks) {
      catchUp(block, before, scores, gradients, hessians);
      block.learn();
      before = block;
    }
    catchUp(still, before, scores, gradients, hessians);
    const loss = heldLoss(rows, scores);
    onRound?.(round, loss);
    if (loss < best.heldLoss) best = { tables: tables.map((table) => table.slice()), rounds: round, heldLoss: loss };
    if (loss < mark.heldLoss * (1 - 1e-5)) mark = best;
  }
  if (wanted !== undefined) return { tables, rounds: wanted, heldLoss: heldLoss(rows, scores) };
  return best;
}

/**
 * Tables that step together, laid end to end; a row's bins lie side by side, each already at its table's offset. Always four,
 * which the loops over rows are written out for: where there are fewer, the rest point at one more bin that never moves.
 */
interface Block {
  readonly bins: Uint16Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly delta: Float64Array;
  /** From the histograms to `delta`, which is added to the tables. */
  readonly learn: () => void;
}

const width = 4;

function blocksOf(slots: readonly Slot[], tables: readonly Float64Array[], rows: number): Block[] {
  const starts = slots.flatMap((_, s) => (s % width === 0 ? [s] : []));
  return starts.map((start) => blockOf(slots.slice(start, start + width), tables.slice(start, start + width), rows));
}

function blockOf(slots: readonly Slot[], tables: readonly Float64Array[], rows: number): Block {
  const offsets = slots.map((_, s) => slots.slice(0, s).reduce((sum, { count }) => sum + count, 0));
  const end = slots.reduce((sum, { count }) => sum + count, 0);
  const bins = new Uint16Array(rows * width).fill(end);
  slots.forEach((slot, s) => {
    for (let i = 0; i < rows; i++) bins[i * width + s] = offsets[s]! + slot.bins[i]!;
  });
  const [gradient, hessian, delta] = [new Float64Array(end + 1), new Float64Array(end + 1), new Float64Array(end + 1)];
  const parts = slots.map(({ count, learn }, s) => {
    const part = (all: Float64Array): Float64Array => all.subarray(offsets[s]!, offsets[s]! + count);
    return {
      learn,
      table: tables[s]!,
      histogram: { gradient: part(gradient), hessian: part(hessian) },
      delta: part(delta),
    };
  });
  const learn = (): void => {
    for (const { learn, table, histogram, delta } of parts) {
      learn(histogram, table, delta);
      for (let bin = 0; bin < table.length; bin++) table[bin] = table[bin]! + delta[bin]!;
    }
  };
  return { bins, gradient, hessian, delta, learn };
}

function refresh({ labels, weights }: BoostRows, scores: Float64Array, gradients: Float64Array): void {
  for (let i = 0; i < scores.length; i++) gradients[i] = weights[i]! * (labels[i]! - 1 / (1 + Math.exp(-scores[i]!)));
}

function renewHessians(
  { weights }: BoostRows,
  scores: Float64Array,
  hessians: Float64Array,
  blocks: readonly Block[],
): void {
  for (let i = 0; i < scores.length; i++) {
    const p = 1 / (1 + Math.exp(-scores[i]!));
    hessians[i] = weights[i]! * p * (1 - p);
  }
  for (const { bins, hessian } of blocks) {
    hessian.fill(0);
    for (let i = 0; i < scores.length; i++) {
      const h = hessians[i]!;
      for (let j = i * width, end = j + width; j < end; j++) hessian[bins[j]!] = hessian[bins[j]!]! + h;
    }
  }
}

/** Applies the step of the block before to scores and gradients, and sums the gradients by this block's bins, in one pass. */
function catchUp(
  here: Block,
  before: Block,
  scores: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  const { bins, gradient } = here;
  const { bins: moved, delta } = before;
  gradient.fill(0);
  for (let i = 0, j = 0; i < scores.length; i++, j += width) {
    const step = delta[moved[j]!]! + delta[moved[j + 1]!]! + delta[moved[j + 2]!]! + delta[moved[j + 3]!]!;
    const g = gradients[i]! - hessians[i]! * step;
    scores[i] = scores[i]! + step;
    gradients[i] = g;
    const [a, b, c, d] = [bins[j]!, bins[j + 1]!, bins[j + 2]!, bins[j + 3]!];
    gradient[a] = gradient[a]! + g;
    gradient[b] = gradient[b]! + g;
    gradient[c] = gradient[c]! + g;
    gradient[d] = gradient[d]! + g;
  }
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

import { takeValues } from "../frames.js";
import type { WeakLearner } from "./weakLearners.js";

/** A table to be fitted: the bin of every row, and how one step is found. */
export interface Slot {
  readonly bins: Uint16Array;
  readonly count: number;
  readonly learn: WeakLearner;
}

export interface BoostRows {
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
  readonly fittedRows: Int32Array;
  readonly heldRows: Int32Array;
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

/** Some rows, side by side in memory. */
interface Part {
  readonly rows: Int32Array;
  readonly labels: Float64Array;
  readonly weights: Float64Array;
  readonly scores: Float64Array;
}

/**
 * Cyclic boosting: round after round, the tables take a small step down the log loss, four at a time; ends when the loss
 * of the held-out rows no longer falls by a hundred-thousandth. Gradients are exact at the start of a round and follow by
 * the Hessian within it, which spares an exponential a row and table; the Hessian itself changes slowly and
 * is renewed every fourth round.
 * @param start log-odds to begin with, by row
 */
export function boost(
  slots: readonly Slot[],
  { labels, weights, fittedRows, heldRows }: BoostRows,
  start: Float64Array,
  { maxRounds, patience, rounds: wanted, onRound }: BoostOptions,
): Boosted {
  const partOf = (rows: Int32Array): Part => ({
    rows,
    labels: takeValues(labels, rows),
    weights: takeValues(weights, rows),
    scores: takeValues(start, rows),
  });
  const [fitted, held] = [partOf(fittedRows), partOf(heldRows)];
  const tables = slots.map(({ count }) => new Float64Array(count));
  const blocks = blocksOf(slots, tables, fitted, held);
  const still = blockOf([], [], fitted, held);
  const gradients = new Float64Array(fittedRows.length);
  const hessians = new Float64Array(fittedRows.length);
  let best: Boosted = { tables: tables.map((table) => table.slice()), rounds: 0, heldLoss: lossOf(held) };
  let mark = best;
  const goesOn = (round: number): boolean =>
    wanted === undefined ? round <= maxRounds && round - mark.rounds <= patience : round <= wanted;
  for (let round = 1; goesOn(round); round++) {
    refresh(fitted, gradients, round % 4 === 1 ? hessians : undefined);
    if (round % 4 === 1) for (const { bins, hessian } of blocks) addUp(bins, hessians, hessian);
    let before = still;
    for (const block of blocks) {
      catchUp(block, before, fitted.scores, gradients, hessians);
      block.learn();
      before = block;
    }
    addSteps(before.bins, before.delta, fitted.scores);
    for (const { heldBins, delta } of blocks) addSteps(heldBins, delta, held.scores);
    const loss = lossOf(held);
    onRound?.(round, loss);
    if (loss < best.heldLoss) best = { tables: tables.map((table) => table.slice()), rounds: round, heldLoss: loss };
    if (loss < mark.heldLoss * (1 - 1e-5)) mark = best;
  }
  if (wanted !== undefined) return { tables, rounds: wanted, heldLoss: lossOf(held) };
  return best;
}

/**
 * Tables that step together, laid end to end; a row's bins lie side by side, each already at its table's offset, two to a
 * word. Always four, which the loops over rows are written out for: where there are fewer, the rest point at one more bin
 * that never moves.
 */
interface Block {
  /** Two words a row fitted. */
  readonly bins: Int32Array;
  readonly heldBins: Int32Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly delta: Float64Array;
  /** From the histograms to `delta`, which is added to the tables. */
  readonly learn: () => void;
}

const width = 4;

function blocksOf(slots: readonly Slot[], tables: readonly Float64Array[], fitted: Part, held: Part): Block[] {
  const starts = slots.flatMap((_, s) => (s % width === 0 ? [s] : []));
  return starts.map((start) => blockOf(slots.slice(start, start + width), tables.slice(start), fitted, held));
}

function blockOf(slots: readonly Slot[], tables: readonly Float64Array[], fitted: Part, held: Part): Block {
  const offsets = slots.map((_, s) => slots.slice(0, s).reduce((sum, { count }) => sum + count, 0));
  const end = slots.reduce((sum, { count }) => sum + count, 0);
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
  const bins = binsOf(slots, offsets, end, fitted.rows);
  return { bins, heldBins: binsOf(slots, offsets, end, held.rows), gradient, hessian, delta, learn };
}

function binsOf(slots: readonly Slot[], offsets: readonly number[], end: number, rows: Int32Array): Int32Array {
  const bins = new Uint16Array(rows.length * width).fill(end);
  slots.forEach((slot, s) => {
    for (let i = 0; i < rows.length; i++) bins[i * width + s] = offsets[s]! + slot.bins[rows[i]!]!;
  });
  return new Int32Array(bins.buffer);
}

function refresh({ labels, weights, scores }: Part, gradients: Float64Array, hessians?: Float64Array): void {
  for (let i = 0; i < scores.length; i++) {
    const p = 1 / (1 + Math.exp(-scores[i]!));
    gradients[i] = weights[i]! * (labels[i]! - p);
    if (hessians) hessians[i] = weights[i]! * p * (1 - p);
  }
}

/** Sums of a row's values by its four bins. */
function addUp(bins: Int32Array, values: Float64Array, sums: Float64Array): void {
  sums.fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const [first, second] = [bins[2 * i]!, bins[2 * i + 1]!];
    const [a, b, c, d] = [first & 65535, first >>> 16, second & 65535, second >>> 16];
    sums[a] = sums[a]! + value;
    sums[b] = sums[b]! + value;
    sums[c] = sums[c]! + value;
    sums[d] = sums[d]! + value;
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
  for (let i = 0; i < scores.length; i++) {
    const [m, n] = [moved[2 * i]!, moved[2 * i + 1]!];
    const step = delta[m & 65535]! + delta[m >>> 16]! + delta[n & 65535]! + delta[n >>> 16]!;
    const g = gradients[i]! - hessians[i]! * step;
    scores[i] = scores[i]! + step;
    gradients[i] = g;
    const [first, second] = [bins[2 * i]!, bins[2 * i + 1]!];
    const [a, b, c, d] = [first & 65535, first >>> 16, second & 65535, second >>> 16];
    gradient[a] = gradient[a]! + g;
    gradient[b] = gradient[b]! + g;
    gradient[c] = gradient[c]! + g;
    gradient[d] = gradient[d]! + g;
  }
}

/** The step of a block alone. */
function addSteps(moved: Int32Array, delta: Float64Array, scores: Float64Array): void {
  for (let i = 0; i < scores.length; i++) {
    const [m, n] = [moved[2 * i]!, moved[2 * i + 1]!];
    scores[i] = scores[i]! + (delta[m & 65535]! + delta[m >>> 16]! + delta[n & 65535]! + delta[n >>> 16]!);
  }
}

/** Adds a table's values to the scores. */
export function move(bins: Uint16Array, table: Float64Array, scores: Float64Array): void {
  for (let i = 0; i < bins.length; i++) scores[i] = scores[i]! + table[bins[i]!]!;
}

/** Summed log loss. */
function lossOf({ labels, weights, scores }: Part): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    const z = scores[i]!;
    loss += weights[i]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i]! * z);
  }
  return loss;
}

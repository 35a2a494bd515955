import { binCount, fillBins } from "../../src/model/churn/bins.js";
import { frameColumn } from "../../src/model/churn/columns.js";
import { otherLevel, type Frame, type FrameColumn, type PairAxis } from "../../src/model/churn/types.js";
import { sortedSample } from "./sortedSample.js";

/** A frame in bins, feature by feature. Bins are laid out as in `PairAxis`: values or levels, other (categories), missing. */
export interface BinnedFrame {
  readonly rows: number;
  readonly axes: readonly PairAxis[];
  /** Bins of each axis, missing included. */
  readonly counts: readonly number[];
  /** Shared between threads. */
  readonly bins: readonly Uint16Array[];
}

export interface BinOptions {
  /** Bins of a number at most, missing apart. */
  readonly maxBins?: number;
  /** Levels of fewer rows are `other`. */
  readonly minLevelRows?: number;
}

/** Chooses bins from a frame: quantiles of numbers, frequent levels of categories. */
export function chooseAxes(frame: Frame, { maxBins = 128, minLevelRows = 20 }: BinOptions = {}): PairAxis[] {
  return frame.columns.map((column): PairAxis =>
    column.kind === "number"
      ? { kind: "steps", feature: column.id, cuts: quantileCuts(column.values, maxBins) }
      : { kind: "levels", feature: column.id, levels: frequentLevels(column, minLevelRows) },
  );
}

/** Bins of every row. Throws when the frame lacks a feature. */
export function binFrame(frame: Frame, axes: readonly PairAxis[]): BinnedFrame {
  const bins = axes.map((axis) => binColumn(frameColumn(frame, axis.feature), axis));
  return { rows: frame.rows, axes, counts: axes.map(binCount), bins };
}

function binColumn(column: FrameColumn, axis: PairAxis): Uint16Array {
  const bins = new Uint16Array(new SharedArrayBuffer(2 * column.values.length));
  const missing = binCount(axis) - 1;
  if (axis.kind === "steps") {
    fillBins(Float64Array.from(axis.cuts), column.values, missing, bins);
    return bins;
  }
  const codes = levelCodes(column, axis.levels);
  for (let i = 0; i < bins.length; i++) {
    const x = column.values[i]!;
    bins[i] = x === x ? codes[x]! : missing;
  }
  return bins;
}

function levelCodes({ levels = [] }: FrameColumn, known: readonly string[]): Int32Array {
  return Int32Array.from(levels, (level) => (known.includes(level) ? known.indexOf(level) : known.length));
}

function frequentLevels({ levels = [], values }: FrameColumn, minRows: number): string[] {
  const rows = levels.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (x === x) rows[x]!++;
  }
  const frequent = levels
    .map((text, i) => ({ text, rows: rows[i]! }))
    .filter(({ text, rows }) => rows >= minRows && text !== otherLevel);
  // a bin must fit into a byte, with room for other and missing
  return frequent
    .sort((a, b) => b.rows - a.rows)
    .slice(0, 250)
    .map(({ text }) => text)
    .sort();
}

/** Cuts that share the values into at most `maxBins` bins of about equal size; equal values stay together. */
export function quantileCuts(values: Float64Array, maxBins: number): number[] {
  const sorted = sortedSample(values, 100_000);
  /** Places where a new value begins. */
  const starts: number[] = [];
  for (let i = 1; i < sorted.length; i++) if (sorted[i - 1] !== sorted[i]) starts.push(i);
  const cuts: number[] = [];
  let from = 0;
  for (const start of starts) {
    const room = (sorted.length - from) / (maxBins - cuts.length);
    if (starts.length >= maxBins && (start - from < room || cuts.length === maxBins - 1)) continue;
    cuts.push(cutBetween(sorted[start - 1]!, sorted[start]!));
    from = start;
  }
  return cuts;
}

/** The number of fewest digits in (below, above]: short to write, and to read. */
export function cutBetween(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  for (let digits = 1; digits < 17 && Number.isFinite(middle); digits++) {
    const cut = Number(middle.toPrecision(digits));
    if (below < cut && cut <= above) return cut;
  }
  return Math.min(above, Number.MAX_VALUE);
}

import type { AdditiveModel, PairAxis, Term, TrainedOn } from "../../../src/model/churn/types.js";
import type { BinnedFrame } from "../binFrame.js";
import type { FittedPairs, FittedShapes } from "./bag.js";
import { move } from "./boost.js";
import type { CoarseAxis } from "./pairAxis.js";
import { purify, type PurePair } from "./purify.js";

export interface Assembly {
  readonly id: string;
  readonly binned: BinnedFrame;
  readonly coarse: readonly CoarseAxis[];
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
  readonly shapes: readonly FittedShapes[];
  /** Parts that the rows fall into; each bag holds one out. */
  readonly parts: number;
  readonly pairs: readonly FittedPairs[];
  readonly chosen: readonly (readonly [number, number])[];
  readonly trainedOn: TrainedOn;
}

/** The mean of all bags as one model: pairs purified, every term centred, values to four decimals, the intercept refitted. */
export function assemble(assembly: Assembly): AdditiveModel {
  const { binned, coarse, weights, chosen } = assembly;
  const bagShapes = assembly.shapes.map(({ shapes }) => shapes.tables);
  const tables = binned.counts.map((_, f) => meanOf(bagShapes.map((shapes) => shapes[f]!)));
  const pures = chosen.map(([first, second], p): PurePair => {
    const width = coarseCount(coarse[second]!);
    const [ofFirst, ofSecond] = [coarse[first]!.ofBin, coarse[second]!.ofBin];
    const table = meanOf(assembly.pairs.map(({ pairs }) => pairs.tables[p]!));
    const cells = cellWeights(
      binned.bins[first]!,
      binned.bins[second]!,
      { ofFirst, ofSecond, width, size: table.length },
      weights,
    );
    return { first, second, table, weights: cells, ofFirst, ofSecond, width };
  });
  for (const pure of pures) purify(tables, pure);
  const masses = binned.bins.map((bins, f) => binWeights(bins, binned.counts[f]!, weights));
  tables.forEach((table, f) => {
    centerShape(table, masses[f]!);
    roundAll(table);
  });
  for (const { table } of pures) roundAll(table);
  const errors = tables.map((_, f) => {
    const centred = bagShapes.map((shapes) => centerShape(shapes[f]!.slice(), masses[f]!));
    return standardErrors(centred, assembly.parts);
  });
  const terms = [
    ...binned.axes.map((axis, f) => shapeTerm(axis, tables[f]!, errors[f]!)),
    ...pures.map((pure): Term => ({
      kind: "pair",
      axes: [coarse[pure.first]!.axis, coarse[pure.second]!.axis],
      values: [...pure.table],
    })),
  ].filter(isUseful);
  return {
    version: 1,
    id: assembly.id,
    kind: "additive",
    intercept: fittedIntercept(assembly, tables, pures),
    terms,
    trainedOn: assembly.trainedOn,
  };
}

/** Sum of row weights by bin. */
export function binWeights(bins: Uint16Array, count: number, weights: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < bins.length; i++) sums[bins[i]!] = sums[bins[i]!]! + weights[i]!;
  return sums;
}

function cellWeights(
  first: Uint16Array,
  second: Uint16Array,
  { ofFirst, ofSecond, width, size }: { ofFirst: Uint16Array; ofSecond: Uint16Array; width: number; size: number },
  weights: Float64Array,
): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < first.length; i++) {
    const cell = ofFirst[first[i]!]! * width + ofSecond[second[i]!]!;
    sums[cell] = sums[cell]! + weights[i]!;
  }
  return sums;
}

function coarseCount({ axis }: CoarseAxis): number {
  return (axis.kind === "steps" ? axis.cuts.length : axis.levels.length) + 2;
}

function meanOf(tables: readonly Float64Array[]): Float64Array {
  return tables[0]!.map((_, bin) => tables.reduce((sum, table) => sum + table[bin]!, 0) / tables.length);
}

/** Weighted mean 0; bins that the training data never showed say nothing. */
function centerShape(table: Float64Array, masses: Float64Array): Float64Array {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const mean = table.reduce((sum, value, bin) => sum + value * masses[bin]!, 0) / total;
  for (let bin = 0; bin < table.length; bin++) table[bin] = masses[bin]! > 0 ? table[bin]! - mean : 0;
  return table;
}

/**
 * Grouped jackknife: bags share all but two parts of their rows, so that the deviation between them is far smaller than
 * that between fits to new rows; (parts - 1) / sqrt(parts) times as large (Efron and Stein, 1981).
 */
function standardErrors(tables: readonly Float64Array[], parts: number): Float64Array {
  const factor = (parts - 1) / Math.sqrt(parts);
  const mean = meanOf(tables);
  return mean.map((value, bin) => {
    const squares = tables.reduce((sum, table) => sum + (table[bin]! - value) ** 2, 0);
    return factor * Math.sqrt(squares / Math.max(1, tables.length - 1));
  });
}

function roundAll(table: Float64Array): void {
  for (let bin = 0; bin < table.length; bin++) table[bin] = Math.round(table[bin]! * 1e4) / 1e4 || 0;
}

function shapeTerm(axis: PairAxis, table: Float64Array, standardErrors: Float64Array): Term {
  const errors = [...standardErrors].map((value) => Math.round(value * 1e3) / 1e3);
  if (axis.kind === "levels") {
    const n = axis.levels.length;
    return {
      kind: "levels",
      feature: axis.feature,
      levels: axis.levels,
      values: [...table.slice(0, n)],
      errors: errors.slice(0, n),
      other: table[n]!,
      missing: table[n + 1]!,
    };
  }
  // a cut between equal values says nothing
  const isKept = axis.cuts.map((_, bin) => table[bin] !== table[bin + 1]);
  const last = axis.cuts.length;
  return {
    kind: "steps",
    feature: axis.feature,
    cuts: axis.cuts.filter((_, bin) => isKept[bin]),
    values: [...table.slice(0, last).filter((_, bin) => isKept[bin]), table[last]!],
    errors: [...errors.slice(0, last).filter((_, bin) => isKept[bin]), errors[last]!],
    missing: table[last + 1]!,
  };
}

function isUseful(term: Term): boolean {
  if (term.kind === "linear") return term.weight !== 0;
  const isZero = (value: number): boolean => value === 0;
  return !(
    term.values.every(isZero) &&
    (term.kind === "pair" || (isZero(term.missing) && (term.kind === "steps" || isZero(term.other))))
  );
}

/** The intercept at which expected and observed events agree, by Newton's method. */
function fittedIntercept(
  { binned, labels, weights, shapes }: Assembly,
  tables: readonly Float64Array[],
  pures: readonly PurePair[],
): number {
  const scores = new Float64Array(binned.rows);
  tables.forEach((table, f) => move(binned.bins[f]!, table, scores));
  for (const { first, second, table, ofFirst, ofSecond, width } of pures) {
    const [firsts, seconds] = [binned.bins[first]!, binned.bins[second]!];
    for (let i = 0; i < scores.length; i++)
      scores[i] = scores[i]! + table[ofFirst[firsts[i]!]! * width + ofSecond[seconds[i]!]!]!;
  }
  let intercept = shapes.reduce((sum, bag) => sum + bag.intercept, 0) / shapes.length;
  for (let pass = 0; pass < 30; pass++) {
    let [gradient, hessian] = [0, 0];
    for (let i = 0; i < scores.length; i++) {
      const p = 1 / (1 + Math.exp(-intercept - scores[i]!));
      gradient += weights[i]! * (labels[i]! - p);
      hessian += weights[i]! * p * (1 - p);
    }
    const step = gradient / (hessian + 1e-9);
    intercept += Math.max(-1, Math.min(1, step));
    if (Math.abs(step) < 1e-7) break;
  }
  return Math.round(intercept * 1e6) / 1e6;
}

import { linearValue, modelFeatures, probability, termFeatures } from "./additive.js";
import { binCount, fillBins } from "./bins.js";
import type { AdditiveModel, ContributionColumn, Frame, FrameColumn, PairAxis, Term } from "./types.js";

/** Log-odds of every row of a frame. Throws when the frame lacks a feature, or holds it as the other kind. */
export function logOddsColumn(model: AdditiveModel, frame: Frame): Float64Array {
  const sums = new Float64Array(frame.rows).fill(model.intercept);
  for (const term of model.terms) addTerm(term, frame, 1, sums);
  return sums;
}

/** Probability of every row of a frame. */
export function predictColumn(model: AdditiveModel, frame: Frame): Float64Array {
  return logOddsColumn(model, frame).map((value) => probability(model, value));
}

/** Contributions of every row, one column a feature, in the order of `modelFeatures`. */
export function contributionColumns(model: AdditiveModel, frame: Frame): ContributionColumn[] {
  const sums = new Map(modelFeatures(model).map((feature) => [feature, new Float64Array(frame.rows)]));
  for (const term of model.terms) {
    const [first, second] = termFeatures(term).map((feature) => sums.get(feature)!);
    addTerm(term, frame, second ? 1 / 2 : 1, first!, second);
  }
  return Array.from(sums, ([feature, values]) => ({ feature, values }));
}

/** A column by id. */
export function frameColumn(frame: Frame, id: string): FrameColumn {
  const column = frame.columns.find((column) => column.id === id);
  if (!column) throw new Error(`unknown feature; the frame has no such column: ${id}`);
  return column;
}

function addTerm(term: Term, frame: Frame, share: number, sums: Float64Array, others?: Float64Array): void {
  if (term.kind === "linear") {
    const { values } = frameColumn(frame, term.feature);
    for (let i = 0; i < frame.rows; i++) {
      const x = values[i]!;
      sums[i] = sums[i]! + share * (x === x ? linearValue(term, x) : term.missing);
    }
    return;
  }
  const { bins, table } = lookup(term, frame);
  for (let i = 0; i < frame.rows; i++) {
    const value = share * table[bins[i]!]!;
    sums[i] = sums[i]! + value;
    if (others) others[i] = others[i]! + value;
  }
}

/** A term as a table and the row's place in it. */
function lookup(term: Exclude<Term, { kind: "linear" }>, frame: Frame): { bins: Int32Array; table: Float64Array } {
  if (term.kind === "levels")
    return { bins: axisBins(term, frame), table: Float64Array.of(...term.values, term.other, term.missing) };
  if (term.kind === "steps")
    return { bins: axisBins(term, frame), table: Float64Array.of(...term.values, term.missing) };
  const [first, second] = term.axes;
  const bins = axisBins(first, frame);
  const seconds = axisBins(second, frame);
  const width = binCount(second);
  for (let i = 0; i < bins.length; i++) bins[i] = bins[i]! * width + seconds[i]!;
  return { bins, table: Float64Array.from(term.values) };
}

/** Bin of every row on one side of a pair, or in a term of steps or levels, which is laid out alike. */
export function axisBins(axis: PairAxis, frame: Frame): Int32Array {
  const column = frameColumn(frame, axis.feature);
  const bins = new Int32Array(frame.rows);
  const missing = binCount(axis) - 1;
  if ((column.kind === "category") !== (axis.kind === "levels"))
    throw new Error(
      `${axis.feature} is read as ${axis.kind === "levels" ? "a category" : "a number"}; the frame has: ${column.kind}`,
    );
  if (axis.kind === "steps") {
    fillBins(Float64Array.from(axis.cuts), column.values, missing, bins);
    return bins;
  }
  const codes = Int32Array.from(column.levels ?? [], (level) => {
    const found = axis.levels.indexOf(level);
    return found < 0 ? axis.levels.length : found;
  });
  for (let i = 0; i < bins.length; i++) {
    const x = column.values[i]!;
    bins[i] = x === x ? codes[x]! : missing;
  }
  return bins;
}

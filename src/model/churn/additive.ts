import { binCount, binOf } from "./bins.js";
import type { AdditiveModel, Contribution, PairAxis, Row, Term } from "./types.js";

/** Log-odds of one customer: the intercept plus every contribution. */
export function logOdds(model: AdditiveModel, row: Row): number {
  return contributions(model, row).reduce((sum, { logOdds }) => sum + logOdds, model.intercept);
}

/** Probability of ending within the horizon if not treated. */
export function predict(model: AdditiveModel, row: Row): number {
  return probability(model, logOdds(model, row));
}

/** p of given log-odds, through the calibrator when the model has one. */
export function probability({ calibrator }: Pick<AdditiveModel, "calibrator">, logOdds: number): number {
  return sigmoid(calibrator ? calibrator.intercept + calibrator.slope * logOdds : logOdds);
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * What each feature adds to the log-odds, compared with the average customer; in the order of `modelFeatures`.
 * Together with the intercept they add up to `logOdds`. A pair's value belongs to both features in equal parts
 * (its Shapley share).
 */
export function contributions(model: AdditiveModel, row: Row): Contribution[] {
  const sums = new Map(modelFeatures(model).map((feature) => [feature, 0]));
  for (const term of model.terms) {
    const value = termValue(term, row);
    const features = termFeatures(term);
    for (const feature of features) sums.set(feature, sums.get(feature)! + value / features.length);
  }
  return Array.from(sums, ([feature, logOdds]) => ({ feature, logOdds }));
}

/** Features that the model reads, in the order of their first term. */
export function modelFeatures(model: Pick<AdditiveModel, "terms">): string[] {
  return [...new Set(model.terms.flatMap(termFeatures))];
}

export function termFeatures(term: Term): string[] {
  return term.kind === "pair" ? term.axes.map(({ feature }) => feature) : [term.feature];
}

function termValue(term: Term, row: Row): number {
  if (term.kind === "pair") {
    const [first, second] = term.axes;
    return term.values[axisBin(first, row) * binCount(second) + axisBin(second, row)]!;
  }
  if (term.kind === "levels") return [...term.values, term.other, term.missing][axisBin(term, row)]!;
  if (term.kind === "steps") return [...term.values, term.missing][axisBin(term, row)]!;
  const x = numberOf(row, term.feature);
  return Number.isNaN(x) ? term.missing : linearValue(term, x);
}

/** Value of a linear term at x, which is present. */
export function linearValue(term: Extract<Term, { kind: "linear" }>, x: number): number {
  const clipped = Math.min(Math.max(x, term.low), term.high);
  return ((clipped - term.center) / term.scale) * term.weight + term.offset;
}

/** Bin of a row on one side of a pair, or in a term of steps or levels, which is laid out alike. */
export function axisBin(axis: PairAxis, row: Row): number {
  if (axis.kind === "steps") {
    const x = numberOf(row, axis.feature);
    return Number.isNaN(x) ? binCount(axis) - 1 : binOf(axis.cuts, x);
  }
  const value = row[axis.feature];
  if (value == null || Number.isNaN(value)) return binCount(axis) - 1;
  const level = axis.levels.indexOf(String(value));
  return level < 0 ? axis.levels.length : level;
}

function numberOf(row: Row, feature: string): number {
  const value = row[feature];
  return value == null ? NaN : Number(value);
}

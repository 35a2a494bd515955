import { quantiles } from "./quantile.js";

/**
 * Population stability index between two sets of counts over the same bins: the sum of (actual - expected share) times
 * the log of their ratio. Usual reading: below .1 stable, above .25 shifted. Half a row is added to every bin, so that
 * an empty one does not make it infinite.
 *
 * @returns undefined if either side has no rows
 * @throws if the numbers of bins differ
 */
export function psiOfCounts(expected: ArrayLike<number>, actual: ArrayLike<number>): number | undefined {
  const bins = expected.length;
  if (actual.length !== bins) throw new Error(`invalid counts; lengths differ: ${bins}, ${actual.length}`);
  const expectedTotal = sum(expected);
  const actualTotal = sum(actual);
  if (expectedTotal === 0 || actualTotal === 0) return undefined;
  let total = 0;
  for (let i = 0; i < bins; i++) {
    const before = (expected[i]! + 0.5) / (expectedTotal + 0.5 * bins);
    const now = (actual[i]! + 0.5) / (actualTotal + 0.5 * bins);
    total += (now - before) * Math.log(now / before);
  }
  return total;
}

/** PSI of a numeric feature: bins at the quantiles of the expected values, and one for missing (NaN) where there is any. */
export function psi(expected: ArrayLike<number>, actual: ArrayLike<number>, bins = 10): number | undefined {
  const cuts = psiCuts(expected, bins);
  const [before, now] = [binCounts(expected, cuts), binCounts(actual, cuts)];
  const anyMissing = before.at(-1)! + now.at(-1)! > 0;
  return anyMissing ? psiOfCounts(before, now) : psiOfCounts(before.slice(0, -1), now.slice(0, -1));
}

/** Inner bounds of the bins: quantiles of the known values, each once. */
export function psiCuts(values: ArrayLike<number>, bins = 10): number[] {
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const inner = Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins);
  return [...new Set(quantiles(known, inner) ?? [])];
}

/** Rows at most cuts[0], at most cuts[1], ..., above all; the last entry counts the missing. */
export function binCounts(values: ArrayLike<number>, cuts: readonly number[]): number[] {
  const result = new Array<number>(cuts.length + 2).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const above = cuts.findIndex((cut) => value <= cut);
    const bin = Number.isNaN(value) ? cuts.length + 1 : above < 0 ? cuts.length : above;
    result[bin]! += 1;
  }
  return result;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

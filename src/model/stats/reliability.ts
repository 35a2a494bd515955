import { checkPredictions, orderByScore, type Predictions } from "./predictions.js";
import { quantile } from "./quantile.js";
import { random } from "./random.js";
import { wilson } from "./wilson.js";

/** One bin of the reliability plot. */
export interface ReliabilityBin {
  readonly rows: number;
  /** Share of all weight. */
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly meanP: number;
  /** Observed share that left, with its Wilson interval at the bin's effective size (Kish). */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Bins of about equal weight from the lowest p to the highest; rows with the same p share a bin. */
export function reliability(predictions: Predictions, bins = 10): ReliabilityBin[] {
  const { groups, total } = group(predictions, bins);
  return groups.map((rows) => describe(predictions, rows, total));
}

export interface CalibrationError {
  /** Expected calibration error: the weighted mean of |observed rate - mean p| over the bins. */
  readonly ece: number;
  /** What a perfectly calibrated model of this size shows by chance: mean and 95 % quantile of simulated outcomes. */
  readonly noiseFloor: number;
  readonly noiseHigh: number;
}

/**
 * Expected calibration error beside its noise floor: outcomes are drawn from p itself, so what remains is chance.
 *
 * @returns undefined if there are no rows
 */
export function calibrationError(
  predictions: Predictions,
  { bins = 10, draws = 200, seed }: { bins?: number; draws?: number; seed: number },
): CalibrationError | undefined {
  const { groups, total } = group(predictions, bins);
  if (total === 0) return undefined;
  const { p, y } = predictions;
  const { uniform } = random(seed);
  const simulated = Float64Array.from({ length: draws }, () =>
    gap(predictions, groups, total, (i) => +(uniform() < p[i]!)),
  );
  const noiseFloor = simulated.reduce((sum, value) => sum + value, 0) / draws;
  return { ece: gap(predictions, groups, total, (i) => y[i]!), noiseFloor, noiseHigh: quantile(simulated, 0.95)! };
}

function group(predictions: Predictions, bins: number): { groups: number[][]; total: number } {
  checkPredictions(predictions);
  const { p, weights } = predictions;
  let total = 0;
  for (let i = 0; i < p.length; i++) total += weights ? weights[i]! : 1;
  const groups: number[][] = [];
  let current: number[] = [];
  let passed = 0;
  const order = orderByScore(p);
  order.forEach((row, position) => {
    current.push(row);
    passed += weights ? weights[row]! : 1;
    const next = order[position + 1];
    const isFull = passed >= ((groups.length + 1) * total) / bins - 1e-9 * total;
    if (next !== undefined && (!isFull || p[next] === p[row])) return;
    groups.push(current);
    current = [];
  });
  return { groups, total };
}

function describe({ p, y, weights }: Predictions, rows: readonly number[], total: number): ReliabilityBin {
  let [weight, squares, sumP, sumY] = [0, 0, 0, 0];
  for (const i of rows) {
    const w = weights ? weights[i]! : 1;
    weight += w;
    squares += w * w;
    sumP += w * p[i]!;
    sumY += w * y[i]!;
  }
  const effective = (weight * weight) / squares;
  const { value, low, high } = wilson((sumY / weight) * effective, effective);
  const [from, to] = [p[rows[0]!]!, p[rows.at(-1)!]!];
  return { rows: rows.length, share: weight / total, from, to, meanP: sumP / weight, rate: value, low, high };
}

function gap({ p, weights }: Predictions, groups: number[][], total: number, outcome: (row: number) => number): number {
  let sum = 0;
  for (const rows of groups) {
    let difference = 0;
    for (const i of rows) difference += (weights ? weights[i]! : 1) * (outcome(i) - p[i]!);
    sum += Math.abs(difference);
  }
  return sum / total;
}

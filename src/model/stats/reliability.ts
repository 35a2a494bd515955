import { orderOf } from "./orderOf.js";
import { checkPredictions, type Predictions } from "./predictions.js";
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
  const sorted = groups.map((rows) => takePredictions(predictions, rows));
  const { uniform } = random(seed);
  const simulated = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (const group of sorted) simulated[draw] = simulated[draw]! + Math.abs(drawnGap(group, uniform));
    simulated[draw] = simulated[draw]! / total;
  }
  const noiseFloor = simulated.reduce((sum, value) => sum + value, 0) / draws;
  const ece = sorted.reduce((sum, group) => sum + Math.abs(gap(group)), 0) / total;
  return { ece, noiseFloor, noiseHigh: quantile(simulated, 0.95)! };
}

function group(predictions: Predictions, bins: number): { groups: Uint32Array[]; total: number } {
  checkPredictions(predictions);
  const { p, weights } = predictions;
  let total = 0;
  for (let i = 0; i < p.length; i++) total += weights ? weights[i]! : 1;
  const groups: Uint32Array[] = [];
  let [from, passed] = [0, 0];
  const order = orderOf(p);
  order.forEach((row, position) => {
    passed += weights ? weights[row]! : 1;
    const next = order[position + 1];
    const isFull = passed >= ((groups.length + 1) * total) / bins - 1e-9 * total;
    if (next !== undefined && (!isFull || p[next] === p[row])) return;
    groups.push(order.subarray(from, position + 1));
    from = position + 1;
  });
  return { groups, total };
}

function describe({ p, y, weights }: Predictions, rows: Uint32Array, total: number): ReliabilityBin {
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

interface Group {
  readonly p: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

function takePredictions({ p, y, weights }: Predictions, rows: Uint32Array): Group {
  const taken = {
    p: new Float64Array(rows.length),
    y: new Float64Array(rows.length),
    weights: new Float64Array(rows.length),
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    taken.p[i] = p[row]!;
    taken.y[i] = y[row]!;
    taken.weights[i] = weights ? weights[row]! : 1;
  }
  return taken;
}

/** Those who left less those expected to. */
function gap({ p, y, weights }: Group): number {
  let difference = 0;
  for (let i = 0; i < p.length; i++) difference += weights[i]! * (y[i]! - p[i]!);
  return difference;
}

/** The same with outcomes drawn from p. */
function drawnGap({ p, weights }: Group, uniform: () => number): number {
  let difference = 0;
  for (let i = 0; i < p.length; i++) difference += weights[i]! * ((uniform() < p[i]! ? 1 : 0) - p[i]!);
  return difference;
}

import { checkPredictions, type Predictions } from "./predictions.js";

export interface Calibration {
  /** 1 when predictions spread as they should; below 1 they are too extreme. */
  readonly slope: number;
  /** 0 when predictions are neither too high nor too low at the slope found. */
  readonly intercept: number;
  readonly slopeError: number;
  readonly interceptError: number;
}

/**
 * Calibration slope and intercept (Cox, 1958): the weighted logistic regression of y on logit p, by Newton steps.
 * Standard errors are the sandwich (HC0), since a weighted row is one observation, not many. Probabilities are kept
 * 1e-9 away from 0 and 1.
 *
 * @returns undefined where no finite fit exists: a class is missing, p is constant or separates the classes
 */
export function calibration(predictions: Predictions): Calibration | undefined {
  checkPredictions(predictions);
  const { p, y, weights } = predictions;
  const x = new Float64Array(p.length);
  for (let i = 0; i < x.length; i++) x[i] = logit(p[i]!);
  return calibrationOfLogits(x, doubles(y), weights && doubles(weights));
}

const doubles = (values: ArrayLike<number>): Float64Array =>
  values instanceof Float64Array ? values : Float64Array.from(values);

/**
 * The same from logits, none of them infinite, unchecked.
 * @param start a calibration known to be near
 */
export function calibrationOfLogits(
  x: Float64Array,
  y: Float64Array,
  weights?: Float64Array,
  start?: Pick<Calibration, "intercept" | "slope">,
): Calibration | undefined {
  // From 0 the steps cannot overshoot far, however extreme the predictions; from slope 1 they may.
  const beta: [number, number] = start ? [start.intercept, start.slope] : [0, 0];
  for (let round = 0; round < 50; round++) {
    const { gradient, information } = derivatives(x, y, weights, beta);
    const step = solve(information, gradient);
    if (!step) return undefined;
    const largest = Math.max(Math.abs(step[0]), Math.abs(step[1]));
    // A cut step keeps Newton from leaping past the optimum when predictions start far off.
    const cut = largest > 4 ? 4 / largest : 1;
    beta[0] += cut * step[0];
    beta[1] += cut * step[1];
    if (Math.abs(beta[0]) > 100 || Math.abs(beta[1]) > 100) return undefined;
    if (largest < 1e-10) return withErrors(x, y, weights, beta);
  }
  return undefined;
}

/** Log-odds of a probability kept 1e-9 away from 0 and 1. */
export function logit(p: number): number {
  const kept = Math.min(1 - 1e-9, Math.max(1e-9, p));
  return Math.log(kept / (1 - kept));
}

/** A symmetric matrix [[a, b], [b, c]]. */
type Symmetric = readonly [number, number, number];

/** Gradient, information and the sum of squared scores (the middle of the sandwich) of the weighted log likelihood. */
function derivatives(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
  [intercept, slope]: readonly [number, number],
) {
  let [g0, g1, i00, i01, i11, s00, s01, s11] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const fitted = 1 / (1 + Math.exp(-intercept - slope * x[i]!));
    const score = weight * (y[i]! - fitted);
    const curve = weight * fitted * (1 - fitted);
    g0 += score;
    g1 += score * x[i]!;
    i00 += curve;
    i01 += curve * x[i]!;
    i11 += curve * x[i]! * x[i]!;
    s00 += score * score;
    s01 += score * score * x[i]!;
    s11 += score * score * x[i]! * x[i]!;
  }
  const information: Symmetric = [i00, i01, i11];
  const squares: Symmetric = [s00, s01, s11];
  return { gradient: [g0, g1] as const, information, squares };
}

function solve([a, b, c]: Symmetric, [g0, g1]: readonly [number, number]): readonly [number, number] | undefined {
  const determinant = a * c - b * b;
  if (!(determinant > 1e-12 * a * c)) return undefined;
  return [(c * g0 - b * g1) / determinant, (a * g1 - b * g0) / determinant];
}

function withErrors(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
  beta: readonly [number, number],
): Calibration | undefined {
  const { information, squares } = derivatives(x, y, weights, beta);
  const first = solve(information, [1, 0]);
  const second = solve(information, [0, 1]);
  if (!first || !second) return undefined;
  const [a, b, c] = squares;
  const variance = ([u, v]: readonly [number, number]) => u * u * a + 2 * u * v * b + v * v * c;
  return {
    slope: beta[1],
    intercept: beta[0],
    slopeError: Math.sqrt(variance(second)),
    interceptError: Math.sqrt(variance(first)),
  };
}

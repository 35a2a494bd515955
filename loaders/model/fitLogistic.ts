import type { AdditiveModel, TrainingSet } from "../../src/model/churn/types.js";
import { describeTraining } from "./frames.js";
import { logisticDesign, logisticTerms, type Design } from "./logisticDesign.js";
import { solvePositive } from "./solvePositive.js";

export interface LogisticOptions {
  readonly id?: string;
  /** Strength of the L2 penalty, ridge / 2 * the sum of squared coefficients (scikit-learn's 1 / C); the intercept is free. */
  readonly ridge?: number;
  /** Levels of fewer rows share one coefficient. */
  readonly minLevelRows?: number;
}

/**
 * Logistic regression by Newton's method: numbers standardised, categories one-hot, missing values with a coefficient
 * of their own, weighted rows. The penalty keeps constant, collinear and separating columns harmless.
 * Throws when only one label occurs.
 */
export function fitLogistic(
  set: TrainingSet,
  { id = "logistic", ridge = 1, minLevelRows = 20 }: LogisticOptions = {},
): AdditiveModel {
  if (!(ridge > 0 && ridge < Infinity)) throw new RangeError(`invalid ridge; not in (0, infinity): ${ridge}`);
  const trainedOn = describeTraining(set);
  const weights = set.weights ?? new Float64Array(set.frame.rows).fill(1);
  const design = logisticDesign(set.frame, weights, minLevelRows);
  const start = Math.log(trainedOn.eventWeight / (trainedOn.weight - trainedOn.eventWeight));
  const coefficients = newton(design, set.labels, weights, ridge, start);
  const { terms, mean } = logisticTerms(design, coefficients, weights);
  return { version: 1, id, kind: "logistic", intercept: coefficients[0]! + mean, terms, trainedOn };
}

interface Curvature {
  loss: number;
  gradient: Float64Array;
  /** Lower triangle of the negative Hessian, row-major. */
  hessian: Float64Array;
}

function newton(
  design: Design,
  labels: Float64Array,
  weights: Float64Array,
  ridge: number,
  start: number,
): Float64Array {
  let coefficients = new Float64Array(design.coefficients);
  coefficients[0] = start;
  let here = curvature(design, labels, weights, ridge, coefficients);
  for (let iteration = 0; iteration < 50; iteration++) {
    const step = solvePositive(here.hessian, here.gradient);
    for (let length = 1; ; length /= 2) {
      const next = coefficients.map((value, i) => value + length * step[i]!);
      const there = curvature(design, labels, weights, ridge, next);
      if (there.loss <= here.loss + 1e-9 * Math.abs(here.loss) || length < 1e-6) {
        coefficients = next;
        here = there;
        break;
      }
    }
    if (step.every((value) => Math.abs(value) < 1e-7)) break;
  }
  return coefficients;
}

function curvature(
  design: Design,
  labels: Float64Array,
  weights: Float64Array,
  ridge: number,
  beta: Float64Array,
): Curvature {
  const { rows, coefficients: n, denseCount, sparseCount } = design;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const width = 1 + denseCount + sparseCount;
  const places = new Int32Array(width);
  const values = new Float64Array(width);
  for (let j = 0; j <= denseCount; j++) places[j] = j;
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const active = loadRow(design, i, places, values);
    let logOdds = 0;
    for (let j = 0; j < active; j++) logOdds += beta[places[j]!]! * values[j]!;
    const p = 1 / (1 + Math.exp(-logOdds));
    const weight = weights[i]!;
    // log(1 + e^z) - y z, without overflow
    loss += weight * (Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - labels[i]! * logOdds);
    addRow(places, values, active, weight * (labels[i]! - p), weight * p * (1 - p), gradient, hessian);
  }
  for (let j = 0; j < n; j++) {
    // the intercept's own tiny ridge keeps the matrix definite when every row is predicted with certainty
    const penalty = j === 0 ? 1e-9 : ridge;
    hessian[j * n + j] = hessian[j * n + j]! + penalty;
    gradient[j] = gradient[j]! - (j === 0 ? 0 : ridge * beta[j]!);
    loss += j === 0 ? 0 : (ridge / 2) * beta[j]! ** 2;
  }
  return { loss, gradient, hessian };
}

/** Fills in the row's non-zero design values and their coefficients' places, ascending; returns how many. */
function loadRow(
  { dense, denseCount, sparse, sparseCount }: Design,
  i: number,
  places: Int32Array,
  values: Float64Array,
): number {
  values[0] = 1;
  for (let j = 0; j < denseCount; j++) values[1 + j] = dense[i * denseCount + j]!;
  let active = 1 + denseCount;
  for (let j = 0; j < sparseCount; j++) {
    const place = sparse[i * sparseCount + j]!;
    if (place < 0) continue;
    places[active] = place;
    values[active++] = 1;
  }
  return active;
}

function addRow(
  places: Int32Array,
  values: Float64Array,
  active: number,
  residual: number,
  curve: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const n = gradient.length;
  for (let j = 0; j < active; j++) {
    const place = places[j]!;
    const value = values[j]!;
    gradient[place] = gradient[place]! + residual * value;
    const row = place * n;
    const scaled = curve * value;
    for (let k = 0; k <= j; k++) hessian[row + places[k]!] = hessian[row + places[k]!]! + scaled * values[k]!;
  }
}

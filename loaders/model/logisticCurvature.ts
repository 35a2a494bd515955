import type { Design } from "./logisticDesign.js";

/** Minimised: the weighted log loss of every `stride`-th row, plus ridge / 2 * the squared coefficients but the intercept's. */
export interface Objective {
  readonly design: Design;
  readonly labels: Float64Array;
  readonly weights: Float64Array;
  readonly ridge: number;
  readonly stride: number;
}

export interface Curvature {
  /** Of the negative loss. */
  readonly gradient: Float64Array;
  /** Lower triangle of the loss's Hessian, row-major. */
  readonly hessian: Float64Array;
}

export interface Height {
  readonly loss: number;
  /** Both derivatives there: several times the work of the loss. */
  readonly curvature: () => Curvature;
}

/** The objective at some coefficients. */
export function heightAt(objective: Objective, beta: Float64Array): Height {
  const { design, ridge } = objective;
  const n = design.coefficients;
  const residuals = new Float64Array(design.rows);
  const curves = new Float64Array(design.rows);
  let loss = lossByRow(objective, beta, residuals, curves);
  for (let j = 1; j < n; j++) loss += (ridge / 2) * beta[j]! ** 2;
  const curvature = (): Curvature => {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    addDense(objective, residuals, curves, gradient, hessian);
    addSparse(objective, residuals, curves, gradient, hessian);
    // the intercept's own tiny ridge keeps the matrix definite when every row is predicted with certainty
    hessian[0] = hessian[0]! + 1e-9;
    for (let j = 1; j < n; j++) {
      hessian[j * n + j] = hessian[j * n + j]! + ridge;
      gradient[j] = gradient[j]! - ridge * beta[j]!;
    }
    return { gradient, hessian };
  };
  return { loss, curvature };
}

/** Fills in weight * (label - p) and weight * p * (1 - p); returns the summed log loss. */
function lossByRow(
  { design, labels, weights, stride }: Objective,
  beta: Float64Array,
  residuals: Float64Array,
  curves: Float64Array,
): number {
  const { rows, dense, denseCount, sparse, sparseCount } = design;
  let loss = 0;
  for (let i = 0; i < rows; i += stride) {
    let logOdds = 0;
    for (let j = 0; j < denseCount; j++) logOdds += beta[j]! * dense[i * denseCount + j]!;
    for (let j = 0; j < sparseCount; j++) {
      const place = sparse[i * sparseCount + j]!;
      if (place >= 0) logOdds += beta[place]!;
    }
    const p = 1 / (1 + Math.exp(-logOdds));
    const weight = weights[i]!;
    residuals[i] = weight * (labels[i]! - p);
    curves[i] = weight * p * (1 - p);
    // log(1 + e^z) - y z, without overflow
    loss += weight * (Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - labels[i]! * logOdds);
  }
  return loss;
}

/** The dense block, two rows at a time: each cell of the Hessian is loaded and stored half as often. */
function addDense(
  { design, stride }: Objective,
  residuals: Float64Array,
  curves: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { rows, coefficients: n, dense, denseCount: d } = design;
  for (let i = 0; i < rows; i += 2 * stride) {
    const first = i * d;
    const isSingle = i + stride >= rows;
    const second = isSingle ? first : first + stride * d;
    const [firstResidual, secondResidual] = [residuals[i]!, isSingle ? 0 : residuals[i + stride]!];
    const [firstCurve, secondCurve] = [curves[i]!, isSingle ? 0 : curves[i + stride]!];
    for (let j = 0; j < d; j++) {
      const [a, b] = [dense[first + j]!, dense[second + j]!];
      gradient[j] = gradient[j]! + firstResidual * a + secondResidual * b;
      const [scaledA, scaledB] = [firstCurve * a, secondCurve * b];
      const row = j * n;
      for (let k = 0; k <= j; k++)
        hessian[row + k] = hessian[row + k]! + scaledA * dense[first + k]! + scaledB * dense[second + k]!;
    }
  }
}

/** The indicators' rows of the Hessian: only those that are on count. */
function addSparse(
  { design, stride }: Objective,
  residuals: Float64Array,
  curves: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { rows, coefficients: n, dense, denseCount: d, sparse, sparseCount } = design;
  for (let i = 0; i < rows; i += stride) {
    const curve = curves[i]!;
    const own = i * sparseCount;
    for (let j = 0; j < sparseCount; j++) {
      const place = sparse[own + j]!;
      if (place < 0) continue;
      gradient[place] = gradient[place]! + residuals[i]!;
      const row = place * n;
      for (let k = 0; k < d; k++) hessian[row + k] = hessian[row + k]! + curve * dense[i * d + k]!;
      for (let k = 0; k <= j; k++) {
        const other = sparse[own + k]!;
        if (other >= 0) hessian[row + other] = hessian[row + other]! + curve;
      }
    }
  }
}

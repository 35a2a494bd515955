import { calibrationOfLogits, logit } from "../../src/model/stats/calibration.js";
import { logLoss } from "../../src/model/stats/logLoss.js";
import type { Calibrator } from "../../src/model/churn/types.js";
import { stratifiedFolds } from "./folds.js";
import { takeValues, weighedRows } from "./frames.js";

const parts = 5;
const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * Platt's calibrator for log-odds of rows that no fit had seen (NaN where there are none): p = sigmoid(intercept +
 * slope * log-odds). Only if it helps: fitted on four fifths, it must lower the log loss of the fifth left out, over all
 * five. Undefined when it does not, or would turn the order round.
 */
export function plattCalibrator(
  logOdds: Float64Array,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
  seed = 1,
): Calibrator | undefined {
  const rows = weighedRows(logOdds.length, weights).filter((row) => !Number.isNaN(logOdds[row]));
  const known = { z: takeValues(logOdds, rows), y: takeValues(labels, rows), w: weights && takeValues(weights, rows) };
  const p = known.z.map(logistic);
  const x = p.map(logit);
  const whole = fitPlatt(x, known.y, known.w);
  if (!whole) return undefined;
  const folds = stratifiedFolds(known.y, parts, seed);
  const calibrated = new Float64Array(rows.length);
  const places = rows.map((_, k) => k);
  for (let fold = 0; fold < parts; fold++) {
    const others = places.filter((k) => folds[k] !== fold);
    const take = (values: Float64Array): Float64Array => takeValues(values, others);
    const fitted = fitPlatt(take(x), take(known.y), known.w && take(known.w), whole);
    if (!fitted) return undefined;
    for (const k of places)
      if (folds[k] === fold) calibrated[k] = logistic(fitted.intercept + fitted.slope * known.z[k]!);
  }
  const loss = (p: Float64Array): number => logLoss({ p, y: known.y, weights: known.w }) ?? 0;
  return loss(calibrated) < loss(p) ? whole : undefined;
}

function fitPlatt(
  x: Float64Array,
  y: Float64Array,
  weights?: Float64Array,
  start?: Calibrator,
): Calibrator | undefined {
  const fitted = calibrationOfLogits(x, y, weights, start);
  return fitted && fitted.slope > 0 ? { intercept: fitted.intercept, slope: fitted.slope } : undefined;
}

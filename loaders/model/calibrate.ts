import { calibration } from "../../src/model/stats/calibration.js";
import { logLoss } from "../../src/model/stats/logLoss.js";
import type { Calibrator } from "../../src/model/churn/types.js";
import { stratifiedFolds } from "./folds.js";

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
  const known = Array.from(logOdds.keys()).filter(
    (row) => !Number.isNaN(logOdds[row]) && (!weights || weights[row]! > 0),
  );
  const whole = fitPlatt(known, logOdds, labels, weights);
  if (!whole) return undefined;
  const folds = stratifiedFolds(
    known.map((row) => labels[row]!),
    5,
    seed,
  );
  const calibrated = new Float64Array(known.length);
  for (let fold = 0; fold < 5; fold++) {
    const fitted = fitPlatt(
      known.filter((_, k) => folds[k] !== fold),
      logOdds,
      labels,
      weights,
    );
    if (!fitted) return undefined;
    known.forEach((row, k) => {
      if (folds[k] === fold) calibrated[k] = logistic(fitted.intercept + fitted.slope * logOdds[row]!);
    });
  }
  const loss = (p: ArrayLike<number>): number => logLoss({ p, ...taken(known, labels, weights) }) ?? 0;
  return loss(calibrated) < loss(known.map((row) => logistic(logOdds[row]!))) ? whole : undefined;
}

function fitPlatt(
  rows: readonly number[],
  logOdds: Float64Array,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Calibrator | undefined {
  const fitted = calibration({ p: rows.map((row) => logistic(logOdds[row]!)), ...taken(rows, labels, weights) });
  return fitted && fitted.slope > 0 ? { intercept: fitted.intercept, slope: fitted.slope } : undefined;
}

function taken(
  rows: readonly number[],
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): { y: number[]; weights?: number[] } {
  return { y: rows.map((row) => labels[row]!), weights: weights && rows.map((row) => weights[row]!) };
}

import type { Calibrator, TrainingSet } from "../../src/model/churn/types.js";
import { plattCalibrator } from "./calibrate.js";

export interface ScoredBag {
  /** Log-odds of every row. */
  readonly scores: Float64Array;
  readonly heldRows: Int32Array;
  /** Log-odds of the rows held out, by a fit that they had no part in. */
  readonly heldScores: Float64Array;
}

/**
 * Log-odds of every row by the bag that held it out (NaN where none did), and the calibrator of the bags' mean that
 * follows from them. Scores of one bag scatter about the mean of all, and so are too extreme where the mean is not yet
 * (attenuation; Carroll et al., Measurement Error in Nonlinear Models, 2006): a calibrator that draws scores
 * in does so only as far as the mean of bags still needs it.
 */
export function calibrateBags(
  bags: readonly ScoredBag[],
  { labels, weights }: Pick<TrainingSet, "labels" | "weights">,
  seed = 1,
): { outOfBag: Float64Array; calibrator: Calibrator | undefined } {
  const outOfBag = new Float64Array(labels.length).fill(NaN);
  for (const { heldRows, heldScores } of bags) heldRows.forEach((row, i) => (outOfBag[row] = heldScores[i]!));
  const single = plattCalibrator(outOfBag, labels, weights, seed);
  if (!single || single.slope >= 1) return { outOfBag, calibrator: single };
  const { mean, attenuation } = spreadOf(bags, weights);
  const slope = Math.min(1, single.slope * (1 + attenuation));
  // about their mean, scores of one bag and of all together say the same
  const calibrator = { slope, intercept: single.intercept - (slope - single.slope) * mean };
  return { outOfBag, calibrator: slope < 1 ? calibrator : undefined };
}

/** Mean of the log-odds, and by what share one bag's vary more than those of the mean of all bags. */
function spreadOf(bags: readonly ScoredBag[], weights?: ArrayLike<number>): { mean: number; attenuation: number } {
  const count = bags.length;
  const rows = bags[0]!.scores.length;
  const means = new Float64Array(rows);
  const scatter = new Float64Array(rows);
  for (const { scores } of bags) for (let row = 0; row < rows; row++) means[row] = means[row]! + scores[row]!;
  for (let row = 0; row < rows; row++) means[row] = means[row]! / count;
  for (const { scores } of bags)
    for (let row = 0; row < rows; row++) scatter[row] = scatter[row]! + (scores[row]! - means[row]!) ** 2;
  let [total, sum, squares, within] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights ? weights[row]! : 1;
    total += weight;
    sum += weight * means[row]!;
    squares += weight * means[row]! * means[row]!;
    within += weight * scatter[row]!;
  }
  const mean = sum / total;
  const variance = squares / total - mean * mean;
  // the sample variance of a bag, less the part of it that is left in the mean of all: (1 - 1/count) * within/(count - 1)
  return { mean, attenuation: variance > 0 ? within / count / total / variance : 0 };
}

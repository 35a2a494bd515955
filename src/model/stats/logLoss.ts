import { checkPredictions, type Predictions } from "./predictions.js";

/**
 * Logarithmic loss in nats: the weighted mean of -log(probability given to what happened). Probabilities are kept
 * 1e-15 away from 0 and 1, as is usual, so that one certain mistake does not make the mean infinite.
 *
 * @returns undefined if there are no rows
 */
export function logLoss(predictions: Predictions): number | undefined {
  checkPredictions(predictions);
  const { p, y, weights } = predictions;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const given = y[i] === 1 ? p[i]! : 1 - p[i]!;
    sum -= weight * Math.log(Math.min(1 - 1e-15, Math.max(1e-15, given)));
    total += weight;
  }
  return total > 0 ? sum / total : undefined;
}

import { checkPredictions, type Predictions } from "./predictions.js";

/**
 * Brier score: the weighted mean of (p - y)^2; 0 is perfect, .25 is a coin.
 *
 * @returns undefined if there are no rows
 */
export function brier(predictions: Predictions): number | undefined {
  checkPredictions(predictions);
  const { p, y, weights } = predictions;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    const weight = weights ? weights[i]! : 1;
    sum += weight * (p[i]! - y[i]!) ** 2;
    total += weight;
  }
  return total > 0 ? sum / total : undefined;
}

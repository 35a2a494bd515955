import { orderOf } from "./orderOf.js";
import { checkPredictions, type Predictions } from "./predictions.js";

export interface AucParts {
  readonly value: number;
  /** Each row's share of weight in its class times (its structural component - value); each class sums to 0. */
  readonly influence: Float64Array;
  /** Sum of squared weight shares of [those who stayed, those who left]; 1 / n for equal weights. */
  readonly concentration: readonly [number, number];
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The AUC and DeLong's structural components in O(n log n): a row's component is the share of the other class's weight
 * that it ranks rightly against, read off cumulated weights at its score, half of the tied weight included.
 *
 * @returns undefined if a class is empty
 */
export function aucParts(predictions: Predictions): AucParts | undefined {
  checkPredictions(predictions);
  const { p, y, weights } = predictions;
  const n = p.length;
  let [stayed, left, stayedSquares, leftSquares, positives] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const weight = weights ? weights[i]! : 1;
    if (y[i] === 1) {
      left += weight;
      leftSquares += weight * weight;
      positives++;
    } else {
      stayed += weight;
      stayedSquares += weight * weight;
    }
  }
  if (positives === 0 || positives === n) return undefined;
  const components = structuralComponents(predictions, stayed, left);
  let value = 0;
  for (let i = 0; i < n; i++) if (y[i] === 1) value += ((weights ? weights[i]! : 1) / left) * components[i]!;
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i++)
    influence[i] = ((weights ? weights[i]! : 1) / (y[i] === 1 ? left : stayed)) * (components[i]! - value);
  const concentration = [stayedSquares / (stayed * stayed), leftSquares / (left * left)] as const;
  return { value, influence, concentration, positives, negatives: n - positives };
}

function structuralComponents({ p, y, weights }: Predictions, stayed: number, left: number): Float64Array {
  const order = orderOf(p);
  const components = new Float64Array(p.length);
  let [belowStayed, belowLeft] = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    let [tiedStayed, tiedLeft] = [0, 0];
    for (const score = p[order[start]!]; end < order.length && p[order[end]!] === score; end++) {
      const row = order[end]!;
      const weight = weights ? weights[row]! : 1;
      if (y[row] === 1) tiedLeft += weight;
      else tiedStayed += weight;
    }
    const overStayed = (belowStayed + tiedStayed / 2) / stayed;
    const underLeft = 1 - (belowLeft + tiedLeft / 2) / left;
    for (let k = start; k < end; k++) components[order[k]!] = y[order[k]!] === 1 ? overStayed : underLeft;
    belowStayed += tiedStayed;
    belowLeft += tiedLeft;
  }
  return components;
}

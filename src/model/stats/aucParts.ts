import { checkPredictions, orderByScore, type Predictions } from "./predictions.js";

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
  const total = [0, 0];
  const squares = [0, 0];
  const count = [0, 0];
  for (let i = 0; i < n; i++) {
    const weight = weights ? weights[i]! : 1;
    total[y[i]!]! += weight;
    squares[y[i]!]! += weight * weight;
    count[y[i]!]! += 1;
  }
  const [stayed, left] = total as [number, number];
  if (count[0] === 0 || count[1] === 0) return undefined;
  const components = structuralComponents(predictions, stayed, left);
  let value = 0;
  for (let i = 0; i < n; i++) if (y[i] === 1) value += ((weights ? weights[i]! : 1) / left) * components[i]!;
  const influence = components.map((part, i) => ((weights ? weights[i]! : 1) / total[y[i]!]!) * (part - value));
  const concentration = [squares[0]! / (stayed * stayed), squares[1]! / (left * left)] as const;
  return { value, influence, concentration, positives: count[1]!, negatives: count[0]! };
}

function structuralComponents({ p, y, weights }: Predictions, stayed: number, left: number): Float64Array {
  const order = orderByScore(p);
  const components = new Float64Array(p.length);
  const below = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    const tied = [0, 0];
    for (; end < order.length && p[order[end]!] === p[order[start]!]; end++) {
      tied[y[order[end]!]!]! += weights ? weights[order[end]!]! : 1;
    }
    const overStayed = (below[0]! + tied[0]! / 2) / stayed;
    const underLeft = 1 - (below[1]! + tied[1]! / 2) / left;
    for (let k = start; k < end; k++) components[order[k]!] = y[order[k]!] === 1 ? overStayed : underLeft;
    below[0]! += tied[0]!;
    below[1]! += tied[1]!;
  }
  return components;
}

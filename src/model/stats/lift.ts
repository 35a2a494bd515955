import { orderOf } from "./orderOf.js";
import { checkPredictions, type Predictions } from "./predictions.js";

/** A point of the gains curve: what contacting the riskiest `share` reaches. */
export interface GainsPoint {
  /** Share of customers contacted, riskiest first. */
  readonly share: number;
  /** Share of all leavers among them. */
  readonly gain: number;
  /** gain / share: how many times more leavers than a random choice would find. */
  readonly lift: number;
}

/**
 * Cumulative gains and lift at evenly spaced shares. Rows with the same score are taken in proportion, so the order of
 * the input does not matter.
 *
 * @returns undefined if nobody left
 */
export function gains(predictions: Predictions, points = 20): GainsPoint[] | undefined {
  const { steps, left } = steepest(predictions);
  if (left === 0) return undefined;
  return shares(points).map((share) => {
    const gain = reached(steps, share) / left;
    return { share, gain, lift: gain / share };
  });
}

export interface ProfitPoint {
  readonly share: number;
  /** Weighted customers contacted, and leavers among them. */
  readonly contacted: number;
  readonly leavers: number;
  readonly profit: number;
}

/**
 * Profit by share contacted, riskiest first: each contacted leaver is worth `value`, each contact costs `cost`, in the
 * same money. Starts with nobody contacted.
 */
export function profitCurve(
  predictions: Predictions,
  money: { value: number; cost: number },
  points = 20,
): ProfitPoint[] {
  const { steps, total } = steepest(predictions);
  return [0, ...shares(points)].map((share) => {
    const contacted = share * total;
    const leavers = reached(steps, share);
    return { share, contacted, leavers, profit: leavers * money.value - contacted * money.cost };
  });
}

function shares(points: number): number[] {
  return Array.from({ length: points }, (_, i) => (i + 1) / points);
}

interface Step {
  readonly share: number;
  readonly left: number;
}

/** Cumulated share of weight and weight of leavers after each distinct score, from the highest down. */
function steepest(predictions: Predictions): { steps: Step[]; total: number; left: number } {
  checkPredictions(predictions);
  const { p, y, weights } = predictions;
  const order = orderOf(p).reverse();
  let [total, left] = [0, 0];
  const cumulated: Step[] = [{ share: 0, left: 0 }];
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights ? weights[row]! : 1;
    total += weight;
    left += weight * y[row]!;
    if (i + 1 === order.length || p[order[i + 1]!] !== p[row]) cumulated.push({ share: total, left });
  }
  return { steps: cumulated.map((step) => ({ share: step.share / total, left: step.left })), total, left };
}

function reached(steps: readonly Step[], share: number): number {
  const index = steps.findIndex((step) => step.share >= share - 1e-12);
  if (index <= 0) return index === 0 ? 0 : (steps.at(-1)?.left ?? 0);
  const [before, after] = [steps[index - 1]!, steps[index]!];
  return before.left + ((share - before.share) / (after.share - before.share)) * (after.left - before.left);
}

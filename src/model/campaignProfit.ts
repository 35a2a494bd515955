import { betaQuantile } from "./stats/betaQuantile.js";
import { orderOf } from "./stats/orderOf.js";
import { checkPredictions, type Predictions } from "./stats/predictions.js";

/** What one contact of a customer may bring, one entry a row. */
export interface Contacts {
  /** Chance that one who would leave stays when contacted. */
  readonly success: ArrayLike<number>;
  /** Worth of one who stays. */
  readonly value: ArrayLike<number>;
  readonly cost: ArrayLike<number>;
}

export interface CampaignPoint {
  /** Share of customers contacted, riskiest first. */
  readonly share: number;
  /** Expected profit for each customer of the whole base, and its two parts. */
  readonly profit: number;
  readonly benefit: number;
  readonly cost: number;
}

export interface CampaignProfit {
  readonly curve: readonly CampaignPoint[];
  /** The best point at the success rates as given. */
  readonly best: CampaignPoint;
  /**
   * Expected maximum profit for each customer (Verbraken, Verbeke and Baesens, 2013): the best point's profit averaged over
   * what the success rate may be, a beta distribution with the given mean and the weight of their 20 observations; and
   * the mean share contacted.
   */
  readonly expectedMaximum: { readonly profit: number; readonly share: number };
}

const observations = 20;
const quantiles = 200;

/**
 * Profit of contacting the riskiest share of customers: those of them who really left are each worth success * value,
 * and every contact costs. Rows with the same score are taken in the order given.
 *
 * @returns undefined if there are no rows
 */
export function campaignProfit(predictions: Predictions, contacts: Contacts, points = 100): CampaignProfit | undefined {
  checkPredictions(predictions);
  if (predictions.p.length === 0) return undefined;
  const curve = curveOf(predictions, contacts, points);
  const mean = meanSuccess(predictions, contacts);
  const bests = Array.from({ length: quantiles }, (_, i) => {
    if (!(mean > 0 && mean < 1)) return bestAt(curve, 1);
    const drawn = betaQuantile((i + 0.5) / quantiles, observations * mean, observations * (1 - mean));
    return bestAt(curve, drawn / mean);
  });
  const average = (item: (best: { profit: number; share: number }) => number): number =>
    bests.reduce((sum, best) => sum + item(best), 0) / quantiles;
  const best = bestAt(curve, 1);
  return {
    curve,
    best: curve.find(({ share }) => share === best.share)!,
    expectedMaximum: { profit: average(({ profit }) => profit), share: average(({ share }) => share) },
  };
}

function bestAt(curve: readonly CampaignPoint[], factor: number): { profit: number; share: number } {
  return curve
    .map(({ share, benefit, cost }) => ({ share, profit: factor * benefit - cost }))
    .reduce((best, point) => (point.profit > best.profit ? point : best));
}

function curveOf({ p, y, weights }: Predictions, { success, value, cost }: Contacts, points: number): CampaignPoint[] {
  const order = orderOf(p).reverse();
  const weight = (row: number): number => (weights ? weights[row]! : 1);
  let total = 0;
  for (let i = 0; i < order.length; i++) total += weight(order[i]!);
  const curve: CampaignPoint[] = [{ share: 0, profit: 0, benefit: 0, cost: 0 }];
  let [passed, benefit, spent] = [0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    passed += weight(row);
    benefit += weight(row) * y[row]! * success[row]! * value[row]!;
    spent += weight(row) * cost[row]!;
    while (curve.length <= points && passed >= (curve.length / points) * total * (1 - 1e-12)) {
      const share = curve.length / points;
      curve.push({ share, profit: (benefit - spent) / total, benefit: benefit / total, cost: spent / total });
    }
  }
  return curve;
}

/** Of those who left, weighted by what they were worth. */
function meanSuccess({ y, weights }: Predictions, { success, value }: Contacts): number {
  let [sum, all] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const worth = (weights ? weights[i]! : 1) * y[i]! * value[i]!;
    sum += worth * success[i]!;
    all += worth;
  }
  return all > 0 ? sum / all : 0;
}

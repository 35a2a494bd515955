import { betaQuantile } from "./stats/betaQuantile.js";
import type { Interval } from "./stats/predictions.js";

/** The most that a published value may weigh against own outcomes. */
export const maxPriorWeight = 4;

export interface Outcomes {
  /** Treated customers whose follow-up is complete. */
  readonly n: number;
  /** Those of them who have not ended. */
  readonly stayed: number;
}

export interface StayRate extends Interval, Outcomes {
  /** Assumed as long as there is no outcome; the two never look alike. */
  readonly kind: "assumed" | "measured";
}

/**
 * A stay rate re-estimated with own outcomes: Beta-binomial, the published value a prior worth `priorWeight`
 * observations. The value is the posterior mean, the interval the central 95 % of the posterior.
 *
 * @param published in (0, 1)
 * @throws if published is outside (0, 1), priorWeight outside (0, 4], or stayed outside [0, n]
 */
export function stayRate(
  { n, stayed }: Outcomes,
  published: number,
  { priorWeight = maxPriorWeight, confidence = 0.95 } = {},
): StayRate {
  if (!(published > 0 && published < 1)) throw new Error(`invalid published rate; not in (0, 1): ${published}`);
  if (!(priorWeight > 0 && priorWeight <= maxPriorWeight)) {
    throw new Error(`invalid prior weight; not in (0, ${maxPriorWeight}]: ${priorWeight}`);
  }
  if (!(stayed >= 0 && stayed <= n)) throw new Error(`invalid stayed; not in [0, ${n}]: ${stayed}`);
  const a = published * priorWeight + stayed;
  const b = (1 - published) * priorWeight + n - stayed;
  const tail = (1 - confidence) / 2;
  return {
    value: a / (a + b),
    low: betaQuantile(tail, a, b),
    high: betaQuantile(1 - tail, a, b),
    n,
    stayed,
    kind: n > 0 ? "measured" : "assumed",
  };
}

/**
 * Variance of an observed stay rate, with one more who stayed and one more who left (Agresti and Caffo, 2000), so that a
 * few outcomes all alike do not look certain.
 */
export function smoothedVariance({ n, stayed }: Outcomes): number {
  const rate = (stayed + 1) / (n + 2);
  return (rate * (1 - rate)) / n;
}

/** Outcomes counted by group: a tier, a strategy, a day on the curve, or any of them joined. */
export function countOutcomes<Row extends { readonly stayed: boolean }>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
): Map<string, Outcomes> {
  const groups = new Map<string, { n: number; stayed: number }>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? { n: 0, stayed: 0 };
    groups.set(keyOf(row), { n: group.n + 1, stayed: group.stayed + Number(row.stayed) });
  }
  return groups;
}

export interface CurvePoint {
  readonly days: number;
  readonly stayRate: number;
}

/**
 * The win-back curve re-estimated: each outcome goes to the published day nearest to its days from crossing to contact
 * (the later one if two are equally near); contacts after the last day have no point to go to and are left out.
 */
export function measuredCurve(
  published: readonly CurvePoint[],
  rows: Iterable<{ readonly days: number; readonly stayed: boolean }>,
): (CurvePoint & { readonly measured: StayRate })[] {
  const last = Math.max(...published.map(({ days }) => days));
  const nearest = (days: number) =>
    published.reduce((best, point) => (Math.abs(point.days - days) <= Math.abs(best.days - days) ? point : best));
  const supported = [...rows].filter(({ days }) => days <= last);
  const counts = countOutcomes(supported, ({ days }) => String(nearest(days).days));
  return published.map(({ days, stayRate: prior }) => {
    const measured = stayRate(counts.get(String(days)) ?? { n: 0, stayed: 0 }, prior);
    return { days, stayRate: measured.value, measured };
  });
}

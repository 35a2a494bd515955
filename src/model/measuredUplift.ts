import { normalQuantile } from "./stats/normalQuantile.js";
import type { Interval } from "./stats/predictions.js";
import { maxPriorWeight, type Outcomes } from "./stayRate.js";

export interface UpliftEvidence {
  /** Everybody assigned, contacted or not: who gets reached is not random. */
  readonly assigned: Outcomes;
  readonly heldOut: Outcomes;
  /** Share of the assigned who were contacted, in (0, 1]. */
  readonly contactShare: number;
  /** Mean effect of delay of those contacted, in (0, 1]. */
  readonly meanEffect: number;
}

/**
 * What contact in time adds to the chance of staying: the difference by assignment, assigned less held-out, divided by
 * the share contacted (Bloom, 1984) and by the part of the effect that the delay left. Both stay rates are
 * Beta-binomial with the published ones as priors worth `priorWeight` observations, so that without outcomes the value
 * is the published one. Normal interval.
 *
 * @param published stay rate if treated and natural stay of the tier, in (0, 1)
 * @throws if a share is outside (0, 1]
 */
export function measuredUplift(
  { assigned, heldOut, contactShare, meanEffect }: UpliftEvidence,
  published: { readonly stay: number; readonly natural: number },
  { priorWeight = maxPriorWeight, confidence = 0.95 } = {},
): Interval {
  for (const share of [contactShare, meanEffect]) {
    if (!(share > 0 && share <= 1)) throw new Error(`invalid share; not in (0, 1]: ${share}`);
  }
  const diluted = contactShare * meanEffect;
  const prior = published.natural + diluted * (published.stay - published.natural);
  const [treated, natural] = [
    posterior(assigned, prior, priorWeight),
    posterior(heldOut, published.natural, priorWeight),
  ];
  const value = (treated.mean - natural.mean) / diluted;
  const reach = (normalQuantile((1 + confidence) / 2) * Math.sqrt(treated.variance + natural.variance)) / diluted;
  return { value, low: value - reach, high: value + reach };
}

function posterior({ n, stayed }: Outcomes, prior: number, weight: number): { mean: number; variance: number } {
  const mean = (prior * weight + stayed) / (n + weight);
  return { mean, variance: (mean * (1 - mean)) / (n + weight + 1) };
}

import type { TierId } from "../playbooks/types.js";

/** Tiers whose uplift fades with the days since crossing; the others have no crossing and no clock. */
export const delayedTierIds: readonly TierId[] = ["critical", "high"];

/**
 * What treatment adds to a tier: its stay rate if treated less its mean natural stay, 1 - mean p. Negative where the
 * tier would stay more often untreated.
 *
 * @throws if a rate is outside [0, 1]
 */
export function uplift(stayIfTreated: number, meanP: number): number {
  for (const rate of [stayIfTreated, meanP]) {
    if (!(rate >= 0 && rate <= 1)) throw new Error(`invalid rate; not in [0, 1]: ${rate}`);
  }
  return stayIfTreated - (1 - meanP);
}

/** A customer's probability of staying if treated: min(1, 1 - p + uplift * effect of delay), and never below 0. */
export function stayIfTreated(p: number, tierUplift: number, effect = 1): number {
  return Math.max(0, Math.min(1, 1 - p + tierUplift * effect));
}

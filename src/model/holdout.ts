import { hashUnit } from "./stats/hash.js";
import { normalCdf } from "./stats/normal.js";
import { normalQuantile } from "./stats/normalQuantile.js";

const dayMs = 86_400_000;

/** A season: whole days counted from 1970-01-05, a Monday, cut into lengths of one horizon, at least 90 days. */
export interface Season {
  readonly index: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The season that an ISO date lies in. */
export function season(asOf: string, horizonDays: number): Season {
  const time = Date.parse(`${asOf}T00:00:00Z`);
  if (Number.isNaN(time)) throw new Error(`invalid date; not YYYY-MM-DD: ${asOf}`);
  const length = Math.max(90, horizonDays);
  const day = time / dayMs - 4;
  const index = Math.floor(day / length);
  const iso = (at: number) => new Date((at + 4) * dayMs).toISOString().slice(0, 10);
  return { index, firstDay: iso(index * length), lastDay: iso((index + 1) * length - 1) };
}

/**
 * Whether a customer is held out while in a programme tier: a hash of the id alone, so that everybody can recompute it
 * and it holds in every season. Drawn anew each season, held-out customers who survive into the next one are mostly
 * treated there and drop out of the labels that span both, while those who left stay in: what is left looks too risky.
 *
 * @param share in [0, 1]
 */
export function isHeldOut(customerId: string, share: number): boolean {
  if (!(share >= 0 && share <= 1)) throw new Error(`invalid share; not in [0, 1]: ${share}`);
  return hashUnit(`holdout|${customerId}`) < share;
}

/** Expected money given up by not treating the held-out: the sum of (expected gain - cost of the action) over them. */
export function holdoutPrice(heldOut: readonly { readonly expectedGain: number; readonly cost: number }[]): number {
  return heldOut.reduce((sum, { expectedGain, cost }) => sum + Math.max(0, expectedGain - cost), 0);
}

/**
 * Power of a two-sided z test, unpooled, of the uplift between treated and held-out at a planned end.
 *
 * @param uplift true difference of stay rates, treated - natural
 * @returns probability in [0, 1] that the difference is found
 */
export function holdoutPower(
  { treated, heldOut }: { treated: number; heldOut: number },
  { naturalStay, uplift }: { naturalStay: number; uplift: number },
  alpha = 0.05,
): number {
  const stay = Math.min(1, naturalStay + uplift);
  const error = Math.sqrt((stay * (1 - stay)) / treated + (naturalStay * (1 - naturalStay)) / heldOut);
  if (error === 0) return uplift === 0 ? alpha : 1;
  const [effect, line] = [uplift / error, normalQuantile(1 - alpha / 2)];
  return normalCdf(effect - line) + normalCdf(-effect - line);
}

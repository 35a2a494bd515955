import type { Interval } from "./predictions.js";

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * An asymptotic confidence sequence of anything with a standard error: Robbins' normal mixture (1970; Waudby-Smith et
 * al., 2024), looked at as often as one likes. It is narrowest at the standard error that was planned for, which must
 * be fixed before the data are seen.
 *
 * @param plannedError the standard error expected when the decision is due
 * @throws if plannedError is not positive
 */
export function normalMixture({ value, standardError }: Estimate, plannedError: number, confidence = 0.95): Interval {
  const reach = standardError * mixtureReach(standardError, plannedError, 1 - confidence);
  if (!Number.isFinite(reach)) return { value, low: -Infinity, high: Infinity };
  return { value, low: value - reach, high: value + reach };
}

/** Standard errors from the estimate to either end of the sequence; a fixed-size interval has 1.96. */
export function mixtureReach(standardError: number, plannedError: number, alpha: number): number {
  const ratio = informationRatio(standardError, plannedError, alpha);
  return Math.sqrt((1 + 1 / ratio) * (2 * Math.log(1 / alpha) + Math.log1p(ratio)));
}

/**
 * The always-valid p-value of no effect: at any look, and at any stopping time, it is below alpha with probability at
 * most alpha. Tuned for `alpha`, valid for all.
 */
export function mixturePValue({ value, standardError }: Estimate, plannedError: number, alpha = 0.05): number {
  if (!Number.isFinite(standardError) || standardError === 0) return 1;
  const ratio = informationRatio(standardError, plannedError, alpha);
  const z = value / standardError;
  return Math.min(1, Math.sqrt(1 + ratio) * Math.exp((-0.5 * z * z * ratio) / (1 + ratio)));
}

/** Information so far times the mixing variance; the best ratio r solves r + 1 = 1 + 2 log(1/alpha) + log(r + 1). */
function informationRatio(standardError: number, plannedError: number, alpha: number): number {
  if (!(plannedError > 0)) throw new Error(`invalid planned error; not positive: ${plannedError}`);
  let best = 10;
  for (let i = 0; i < 30; i++) best = 1 + 2 * Math.log(1 / alpha) + Math.log(best);
  return (best - 1) * (plannedError / standardError) ** 2;
}

import { normalQuantile } from "./stats/normalQuantile.js";
import type { Interval } from "./stats/predictions.js";

/** The points that decisions follow, with a 95 % interval. */
export interface UpliftInUse extends Interval {
  /** Weight of own outcomes, in [0, 1); the published figure has the rest. */
  readonly weight: number;
}

/** The least standard error of a published figure: five points. */
const leastDoubt = 0.05;

/**
 * Published and measured uplift weighed by their precision. The published figure counts as an estimate whose standard
 * error is as large as itself (at least five points): it may as well be nothing, or twice as much. So a measured figure
 * moves decisions as far as its outcomes support it, and there is no week in which they jump from one to the other.
 *
 * @param measured with its 95 % interval
 */
export function upliftInUse(published: number, measured: Interval): UpliftInUse {
  const z = normalQuantile(0.975);
  const doubt = Math.max(Math.abs(published), leastDoubt) ** 2;
  const noise = ((measured.high - measured.low) / (2 * z)) ** 2;
  const weight = doubt / (doubt + noise);
  const value = weight * measured.value + (1 - weight) * published;
  const reach = z * Math.sqrt(weight * noise);
  return { value, low: value - reach, high: value + reach, weight };
}

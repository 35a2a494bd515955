import { normalQuantile } from "./normalQuantile.js";
import type { Interval } from "./predictions.js";

/**
 * Wilson's score interval of a proportion (1927), for one look at a planned end.
 *
 * @param successes in [0, n]; need not be whole (an effective count)
 * @throws if n is not positive or successes is outside [0, n]
 * @example wilson(11, 20) // { value: .55, low: .342, high: .742 }
 */
export function wilson(successes: number, n: number, confidence = 0.95): Interval {
  if (!(n > 0)) throw new Error(`invalid n; not positive: ${n}`);
  if (!(successes >= -1e-9 * n && successes <= n * (1 + 1e-9))) {
    throw new Error(`invalid successes; not in [0, ${n}]: ${successes}`);
  }
  const value = Math.min(1, Math.max(0, successes / n));
  const z = normalQuantile(0.5 + confidence / 2);
  const inflated = 1 + (z * z) / n;
  const centre = (value + (z * z) / (2 * n)) / inflated;
  const reach = (z / inflated) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return { value, low: value === 0 ? 0 : centre - reach, high: value === 1 ? 1 : centre + reach };
}

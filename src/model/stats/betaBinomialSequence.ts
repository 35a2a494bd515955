import { logBeta } from "./beta.js";
import type { Interval } from "./predictions.js";

/**
 * A confidence sequence of a proportion: at every look, however often, all intervals together hold the truth with
 * probability `confidence`. The beta-binomial mixture (Robbins, 1970): the ratio of the likelihood averaged over
 * Beta(1/2, 1/2) to the likelihood at the truth is a martingale, and by Ville's inequality seldom exceeds
 * 1 / (1 - confidence); the interval holds the proportions at which it does not. Valid at every sample size.
 *
 * @param successes whole, in [0, n]
 * @throws if n is negative or successes is outside [0, n]
 */
export function betaBinomialSequence(successes: number, n: number, confidence = 0.95): Interval {
  if (!(n >= 0)) throw new Error(`invalid n; negative: ${n}`);
  if (!(successes >= 0 && successes <= n)) throw new Error(`invalid successes; not in [0, ${n}]: ${successes}`);
  if (n === 0) return { value: NaN, low: 0, high: 1 };
  const failures = n - successes;
  const value = successes / n;
  const limit = -Math.log(1 - confidence);
  const mixture = logBeta(successes + 0.5, failures + 0.5) - logBeta(0.5, 0.5);
  const isHeld = (theta: number) => mixture - logLikelihood(theta, successes, failures) < limit;
  return {
    value,
    low: successes === 0 ? 0 : boundary(0, value, isHeld),
    high: failures === 0 ? 1 : boundary(1, value, isHeld),
  };
}

function logLikelihood(theta: number, successes: number, failures: number): number {
  return (successes && successes * Math.log(theta)) + (failures && failures * Math.log1p(-theta));
}

/** The edge between `outside`, which is not held, and `inside`, which is; the ratio grows on the way out. */
function boundary(outside: number, inside: number, isHeld: (theta: number) => boolean): number {
  let [out, held] = [outside, inside];
  for (let i = 0; i < 60; i++) {
    const middle = (out + held) / 2;
    if (isHeld(middle)) held = middle;
    else out = middle;
  }
  return out;
}

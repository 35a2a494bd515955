import type { Interval } from "./predictions.js";
import { wilson } from "./wilson.js";

/**
 * Newcombe's interval (1998, method 10) of a difference of two independent proportions, p1 - p2, from their Wilson
 * intervals: for one look at a planned end.
 *
 * @throws as `wilson`
 * @example newcombe(56, 70, 48, 80) // { value: .2, low: .0524, high: .3339 }, Newcombe's own example
 */
export function newcombe(successes1: number, n1: number, successes2: number, n2: number, confidence = 0.95): Interval {
  const first = wilson(successes1, n1, confidence);
  const second = wilson(successes2, n2, confidence);
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

import { mixtureReach } from "../stats/normalMixture.js";
import { normalQuantile } from "../stats/normalQuantile.js";
import { quantile } from "../stats/quantile.js";
import { random } from "../stats/random.js";

export interface Contrast {
  /** Stay rates to be told apart, both in (0, 1). */
  readonly from: number;
  readonly to: number;
  /** Two-sided level, default .05; divide it by the number of comparisons. */
  readonly alpha?: number;
  /** Default .8. */
  readonly power?: number;
}

/**
 * Customers an arm for one look at a planned end: the pooled z test (Fleiss, without continuity correction).
 *
 * @example fixedSize({ from: 0.4, to: 0.5 }) // 388
 */
export function fixedSize({ from, to, alpha = 0.05, power = 0.8 }: Contrast): number {
  check(from, to);
  const mean = (from + to) / 2;
  const underNull = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
  const underEffect = normalQuantile(power) * Math.sqrt(from * (1 - from) + to * (1 - to));
  return Math.ceil(((underNull + underEffect) / (to - from)) ** 2);
}

/**
 * Customers an arm by which a normal mixture sequence, tuned for that size, has found the difference with the given
 * power at one of `looks` even looks. Seeded paths of Brownian motion: each path has a least drift at which it crosses,
 * and the power-quantile of those drifts is what is needed.
 *
 * @example sequentialSize({ from: 0.4, to: 0.5 }) // about 680, thirteen weekly looks
 */
export function sequentialSize({ from, to, alpha = 0.05, power = 0.8 }: Contrast, looks = 13): number {
  check(from, to);
  const drift = quantile(crossingDrifts(alpha, looks), power)!;
  return Math.ceil((drift * drift * (from * (1 - from) + to * (1 - to))) / (to - from) ** 2);
}

/** Customers an arm by the decision rule in use, the level shared out evenly over the comparisons with the control. */
export function sizePerArm(contrast: Contrast, rule: "fixed" | "sequential", comparisons = 1): number {
  const shared = { ...contrast, alpha: (contrast.alpha ?? 0.05) / comparisons };
  return rule === "fixed" ? fixedSize(shared) : sequentialSize(shared);
}

function check(from: number, to: number): void {
  for (const rate of [from, to]) if (!(rate > 0 && rate < 1)) throw new Error(`invalid rate; not in (0, 1): ${rate}`);
  if (from === to) throw new Error(`invalid contrast; nothing to tell apart: ${from}, ${to}`);
}

function crossingDrifts(alpha: number, looks: number, paths = 8000): Float64Array {
  const { normal } = random(20_000);
  const times = Array.from({ length: looks }, (_, i) => (i + 1) / looks);
  // At time t the standard error is 1 / sqrt(t) of the final one, and the path must pass reach * sqrt(t).
  const limits = times.map((t) => Math.sqrt(t) * mixtureReach(1 / Math.sqrt(t), 1, alpha));
  return Float64Array.from({ length: paths }, () => {
    let [path, least] = [0, Infinity];
    times.forEach((t, i) => {
      path += normal() / Math.sqrt(looks);
      least = Math.min(least, (limits[i]! - path) / t);
    });
    return least;
  });
}

export interface Duration {
  readonly enrolWeeks: number;
  /** Enrolment, then follow-up of the last customer. */
  readonly weeks: number;
  /** False beyond a year. */
  readonly isFeasible: boolean;
}

/** How long it takes to fill `arms` arms with `perArm` customers each, `enrolled` of them being there already. */
export function duration(
  { perArm, arms, enrolled = 0 }: { perArm: number; arms: number; enrolled?: number },
  { perWeek, followUpDays }: { perWeek: number; followUpDays: number },
): Duration {
  const missing = Math.max(0, perArm * arms - enrolled);
  const enrolWeeks = missing === 0 ? 0 : Math.ceil(missing / Math.max(0, perWeek));
  const days = enrolWeeks * 7 + followUpDays;
  return { enrolWeeks, weeks: Math.ceil(days / 7), isFeasible: days <= 365 };
}

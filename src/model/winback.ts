import { pchip } from "./stats/pchip.js";

/** Stay rate by days from crossing to contact, as in `playbook.winback`; `floor` is the natural stay of the top tiers. */
export interface WinbackPoints {
  readonly curve: readonly { readonly days: number; readonly stayRate: number }[];
  readonly floor: { readonly value: number };
}

export interface DelayPoint {
  /** Stay rate on the curve; NaN where unsupported. */
  readonly stayRate: number;
  /** g: the share of the full uplift that is left, in [0, 1]. */
  readonly effect: number;
  /** False after the last point: nothing is known there, and the effect counts as 0. */
  readonly isSupported: boolean;
}

/**
 * The win-back curve as a function of days from crossing to contact: PCHIP between the points, flat before the first,
 * unsupported after the last. The effect of delay is g(d) = max(0, curve(d) - floor) / (curve(first) - floor), at most 1.
 *
 * @param floor overrides the playbook's (the slider)
 * @throws if the curve starts at or below the floor, or on asking for negative days
 */
export function winback(
  { curve, floor: published }: WinbackPoints,
  floor = published.value,
): (days: number) => DelayPoint {
  const points = [...curve].sort((a, b) => a.days - b.days);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new Error("invalid curve; no points");
  if (!(first.stayRate > floor)) {
    throw new Error(`invalid floor; not below the curve's first stay rate ${first.stayRate}: ${floor}`);
  }
  const between = pchip(
    points.map(({ days }) => days),
    points.map(({ stayRate }) => stayRate),
  );
  return (days) => {
    if (!(days >= 0)) throw new Error(`invalid days; negative: ${days}`);
    if (days > last.days) return { stayRate: NaN, effect: 0, isSupported: false };
    const stayRate = between(Math.max(days, first.days));
    const effect = Math.min(1, Math.max(0, stayRate - floor) / (first.stayRate - floor));
    return { stayRate, effect, isSupported: true };
  };
}

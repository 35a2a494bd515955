import type { CurveReason } from "../../src/model/curveReason.js";
import { measuredUplift } from "../../src/model/measuredUplift.js";
import type { Interval } from "../../src/model/stats/predictions.js";
import { measuredCurve, stayRate, type Outcomes, type StayRate } from "../../src/model/stayRate.js";
import { delayedTierIds } from "../../src/model/uplift.js";
import { upliftInUse, type UpliftInUse } from "../../src/model/upliftInUse.js";
import { winback, type WinbackPoints } from "../../src/model/winback.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import type { CountRow } from "./readCounts.js";

/** Completed outcomes that each side of a comparison needs before decisions follow it. */
export const minOutcomes = 20;

export interface TierEvidence {
  readonly tier: TierId;
  /** Undefined for a whole tier. */
  readonly strategy?: string;
  readonly assigned: number;
  readonly pending: number;
  readonly contactShare: number;
  readonly meanEffect: number;
  /** Everybody assigned whose follow-up is complete, contacted or not. */
  readonly byAssignment: Outcomes;
  /** Of those contacted. */
  readonly stay: StayRate;
  /** Of the held-out of the tier. */
  readonly natural: StayRate;
  /** Points that contact in time adds; undefined while one side has no complete outcome. */
  readonly uplift?: Interval;
  /** Points that it was published, or assumed, to add. */
  readonly publishedUplift: number;
  /** What decisions follow; undefined while the published points stand: fewer than `minOutcomes` on one side. */
  readonly inUse?: UpliftInUse;
}

export interface CurveEvidence {
  readonly points: readonly { readonly days: number; readonly published: number; readonly measured: StayRate }[];
  /** Natural stay of the two top tiers. */
  readonly floor: { readonly published: number; readonly measured: StayRate };
  /** What decisions use, and why. */
  readonly reason: CurveReason;
  readonly used: WinbackPoints;
}

/** Published stay rate if treated and natural stay, by tier, and the points that treatment adds at this week's mean p. */
export type Published = Readonly<
  Record<TierId, { readonly stay: number; readonly natural: number; readonly uplift?: number }>
>;

/** The win-back curve from own outcomes of the two top tiers, and whether decisions follow it. */
export function estimateCurve(
  counts: readonly CountRow[],
  { winback: published }: Pick<Playbook, "winback">,
): CurveEvidence {
  const top = counts.filter(({ tier }) => (delayedTierIds as readonly string[]).includes(tier));
  const rows = top.flatMap(({ isHoldout, days, complete, stayed }) =>
    isHoldout || days === null ? [] : Array.from({ length: complete }, (_, i) => ({ days, stayed: i < stayed })),
  );
  const points = measuredCurve(published.curve, rows).map(({ days, measured }, i) => ({
    days,
    published: published.curve[i]!.stayRate,
    measured,
  }));
  const heldOut = total(top.filter(({ isHoldout }) => isHoldout));
  const floor = { published: published.floor.value, measured: stayRate(heldOut, published.floor.value) };
  const reason = curveReason(points, floor.measured);
  const own = {
    curve: points.map(({ days, measured }) => ({ days, stayRate: measured.value })),
    floor: { value: floor.measured.value },
  };
  return { points, floor, reason, used: reason === "measured" ? own : published };
}

function curveReason(points: CurveEvidence["points"], floor: StayRate): CurveReason {
  const rates = points.map(({ measured }) => measured.value);
  if (Math.min(floor.n, ...points.map(({ measured }) => measured.n)) < minOutcomes) return "few_outcomes";
  if (rates.some((rate, i) => i > 0 && rate > rates[i - 1]!)) return "not_falling";
  return points[0]!.measured.low > floor.value ? "measured" : "no_effect";
}

/** Stay rates and uplift of each programme tier, or of each strategy in it. */
export function estimateTiers(
  counts: readonly CountRow[],
  { published, curve }: { published: Published; curve: WinbackPoints },
  by: "tier" | "strategy" = "tier",
): TierEvidence[] {
  const effect = winback(curve);
  return programmeTierIds.flatMap((tier) => {
    const own = counts.filter((row) => row.tier === tier);
    const heldOut = own.filter(({ isHoldout }) => isHoldout);
    const acted = own.filter(({ isHoldout }) => !isHoldout);
    const strategies = by === "tier" ? [undefined] : [...new Set(acted.map(({ strategy }) => strategy))].sort();
    return strategies.map((strategy) => {
      const group = strategy === undefined ? acted : acted.filter((row) => row.strategy === strategy);
      const effectOf = (days: number) => (delayedTierIds.includes(tier) ? effect(days).effect : 1);
      return evidenceOf({ tier, strategy, group, heldOut, effectOf, published: published[tier] });
    });
  });
}

function evidenceOf(parts: {
  tier: TierId;
  strategy: string | undefined;
  group: readonly CountRow[];
  heldOut: readonly CountRow[];
  effectOf: (days: number) => number;
  published: Published[TierId];
}): TierEvidence {
  const { tier, strategy, group, heldOut, effectOf, published } = parts;
  const contacted = group.filter(({ days }) => days !== null);
  const [byAssignment, reached, held] = [total(group), total(contacted), total(heldOut)];
  const contactShare = byAssignment.n ? reached.n / byAssignment.n : 0;
  const effects = contacted.reduce((sum, { days, complete }) => sum + complete * effectOf(days!), 0);
  const meanEffect = reached.n ? effects / reached.n : 0;
  const assigned = group.reduce((sum, row) => sum + row.assigned, 0);
  const uplift =
    contactShare > 0 && meanEffect > 0 && held.n > 0
      ? measuredUplift({ assigned: byAssignment, heldOut: held, contactShare, meanEffect }, published)
      : undefined;
  const publishedUplift = published.uplift ?? published.stay - published.natural;
  const isEnough = Math.min(byAssignment.n, held.n) >= minOutcomes;
  return {
    ...{ tier, strategy, assigned, pending: assigned - byAssignment.n, contactShare, meanEffect, byAssignment },
    stay: stayRate(reached, published.stay),
    natural: stayRate(held, published.natural),
    ...{ uplift, publishedUplift, inUse: isEnough && uplift ? upliftInUse(publishedUplift, uplift) : undefined },
  };
}

/** Complete outcomes of rows added up. */
export function total(rows: readonly CountRow[]): Outcomes {
  return rows.reduce((sum, { complete, stayed }) => ({ n: sum.n + complete, stayed: sum.stayed + stayed }), {
    n: 0,
    stayed: 0,
  });
}

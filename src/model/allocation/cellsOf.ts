import type { TierId } from "../../playbooks/types.js";
import { delayedTierIds, stayIfTreated } from "../uplift.js";
import type { DelayPoint } from "../winback.js";
import type { AllocationCell } from "./types.js";

/** What a tier's own action costs a head, adds to the stay rate, and whose time it takes. */
export interface TierAction {
  readonly cost: number;
  readonly uplift: number;
  readonly channel?: string;
}

/** Customers of one tier with about the same p, LTV and delay: a cell of the joint histogram, or one customer. */
export interface Likes {
  readonly tier: TierId;
  readonly p: number;
  readonly ltv: number;
  /** Days from the first crossing to as_of; null where there was none. */
  readonly delay: number | null;
  /** Default 1. */
  readonly customers?: number;
}

/**
 * Allocation cells with each tier's own action, contacted `inDays` after as_of (by the end of this week by default):
 * gain = LTV * (stay if treated - natural stay). Tiers without an action get no option.
 */
export function cellsOf(
  rows: readonly Likes[],
  actions: Readonly<Partial<Record<TierId, TierAction>>>,
  curve: (days: number) => DelayPoint,
  inDays = 7,
): AllocationCell[] {
  return rows.map(({ tier, p, ltv, delay, customers = 1 }) => {
    const own = actions[tier];
    if (!own) return { count: customers, p, options: [] };
    const effect = delayedTierIds.includes(tier) ? curve((delay ?? 0) + inDays).effect : 1;
    const gain = ltv * (stayIfTreated(p, own.uplift, effect) - (1 - p));
    return { count: customers, p, options: [{ action: tier, cost: own.cost, gain, channel: own.channel }] };
  });
}

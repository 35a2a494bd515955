import type { Assumption, TierId } from "../../playbooks/types.js";
import type { RoiModel } from "./types.js";

/** One tier of a run, as in `TierRow` of the page data. */
export interface MeasuredTier {
  readonly tier: TierId;
  readonly customers: number;
  readonly meanP: number;
  /** Null where the run's data give no LTV. */
  readonly meanLtv: number | null;
  /** Points that treatment adds, from own outcomes, with its 95 % interval; undefined while the playbook's stand. */
  readonly uplift?: { readonly value: number; readonly low: number; readonly high: number } | undefined;
}

/**
 * The model with a run's customers, tier shares, p and LTV in the place of the playbook's. Each keeps its range in
 * proportion. A figure the run does not have (no LTV, an empty tier) stays the playbook's.
 */
export function withMeasured(model: RoiModel, tiers: readonly MeasuredTier[]): RoiModel {
  const customers = tiers.reduce((sum, tier) => sum + tier.customers, 0);
  const mean =
    tiers.reduce((sum, tier) => sum + (tier.customers && tier.customers * (tier.meanLtv ?? NaN)), 0) / customers;
  const ltv = mean > 0 ? mean : NaN;
  const measured: Record<string, number> = { customers, ltv };
  for (const { tier, customers: heads, meanP, meanLtv } of tiers) {
    if (tier !== "low") measured[`share_${tier}`] = heads / customers;
    measured[`p_${tier}`] = heads > 0 ? meanP : NaN;
    measured[`relative_ltv_${tier}`] = heads > 0 ? (meanLtv ?? NaN) / ltv : NaN;
  }
  const given = { ...model.given };
  for (const [id, value] of Object.entries(measured))
    if (Number.isFinite(value)) given[id] = replaced(given[id], value);
  for (const { tier, uplift } of tiers) if (uplift) given[`added_${tier}`] = estimated(uplift);
  return { ...model, given };
}

/** Whether the remaining LTV comes from a run's data; if not, no gate may rest on the ROI. */
export function hasOwnValue({ given }: RoiModel): boolean {
  return given["ltv"]?.kind === "measured";
}

function replaced(before: Assumption | undefined, value: number): Assumption {
  const scale = before && before.value !== 0 ? value / before.value : 1;
  const [low, high] = before
    ? [Math.min(value, before.low * scale), Math.max(value, before.high * scale)]
    : [value, value];
  return { value, low, high, spread: before?.spread ?? "triangular", kind: "measured" };
}

/** A triangle as wide as the normal distribution that the interval stands for: 2.449 standard deviations to each side. */
function estimated({ value, low, high }: NonNullable<MeasuredTier["uplift"]>): Assumption {
  const widen = Math.sqrt(6) / 1.959964;
  const [from, to] = [value - (value - low) * widen, value + (high - value) * widen];
  return { value, low: Math.max(-1, from), high: Math.min(1, to), spread: "triangular", kind: "measured" };
}

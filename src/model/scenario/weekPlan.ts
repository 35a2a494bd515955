import { cellsOf } from "../allocation/cellsOf.js";
import { compareOrders, type Orders } from "../allocation/compareOrders.js";
import type { AllocationCell } from "../allocation/types.js";
import { programmeTierIds, type Playbook } from "../../playbooks/types.js";
import { winback, type WinbackPoints } from "../winback.js";
import type { Values } from "../roi/index.js";
import type { WeekLimits } from "./types.js";

/** What the joint histogram gives of customers who are alike. */
export interface HistogramRow {
  readonly tier: (typeof programmeTierIds)[number] | "low";
  readonly delay: number | null;
  readonly customers: number;
  readonly sumP: number;
  readonly sumLtv: number;
}

export interface WeekTerms {
  readonly tiers: Playbook["tiers"];
  /** The win-back curve that the run decides with. */
  readonly curve: WinbackPoints;
  /** The mean LTV as set over the run's: a cell's LTV is scaled as the reader moves the mean. */
  readonly ltvScale: number;
}

/**
 * Cells to allocate this week's actions to, with the scenario's cost, uplift, LTV and margin. The low tier is open to
 * its routine contact when it counts.
 *
 * @param values of all nodes on the run's basis
 */
export function weekCells(
  histogram: readonly HistogramRow[],
  { tiers: settings, curve, ltvScale }: WeekTerms,
  values: Values,
): AllocationCell[] {
  const tiers = values["count_low_tier"] ? ([...programmeTierIds, "low"] as const) : programmeTierIds;
  const actions = Object.fromEntries(
    tiers.map((tier) => [
      tier,
      {
        cost: values[`cost_${tier}`]!,
        // as in the queue: nobody is treated to leave
        uplift: Math.max(0, values[`uplift_${tier}`]!),
        channel: settings[tier].channel,
      },
    ]),
  );
  const rows = histogram
    .filter(({ customers, tier }) => customers > 0 && (tier !== "low" || values["count_low_tier"]))
    .map(({ tier, delay, customers, sumP, sumLtv }) => ({
      ...{ tier, delay, customers },
      p: Math.min(1, sumP / customers),
      ltv: (sumLtv / customers) * ltvScale * values["margin"]!,
    }));
  // A floor at the curve's height or above leaves nothing to gain, but for a sliver on the first days.
  const highest = Math.max(...curve.curve.map(({ stayRate }) => stayRate));
  return cellsOf(rows, actions, winback(curve, Math.min(curve.floor.value, highest - 1e-6)));
}

/** One week's actions in three orders: the riskiest first, the most profitable first, and the optimum with its bound. */
export function weekPlan(cells: readonly AllocationCell[], limits: WeekLimits): Orders {
  return compareOrders(cells, limits);
}

import { cellsOf } from "../allocation/cellsOf.js";
import { compareOrders, type Orders } from "../allocation/compareOrders.js";
import type { AllocationCell } from "../allocation/types.js";
import { programmeTierIds, type Playbook } from "../../playbooks/types.js";
import { winback } from "../winback.js";
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

/**
 * Cells to allocate this week's actions to, with the scenario's cost, uplift, LTV and margin. The low tier is open to
 * its routine contact when it counts; a cell's LTV is scaled as the reader moves the mean.
 *
 * @param values of all nodes on the run's basis
 * @param ltvScale the mean LTV as set over the run's
 */
export function weekCells(
  histogram: readonly HistogramRow[],
  playbook: Pick<Playbook, "tiers" | "winback">,
  values: Values,
  ltvScale: number,
): AllocationCell[] {
  const tiers = values["count_low_tier"] ? ([...programmeTierIds, "low"] as const) : programmeTierIds;
  const actions = Object.fromEntries(
    tiers.map((tier) => [
      tier,
      {
        cost: values[`cost_${tier}`]!,
        uplift: values[`uplift_${tier}`]!,
        channel: playbook.tiers[tier].channel,
      },
    ]),
  );
  const rows = histogram
    .filter(({ customers }) => customers > 0)
    .map(({ tier, delay, customers, sumP, sumLtv }) => ({
      ...{ tier, delay, customers },
      p: Math.min(1, sumP / customers),
      ltv: (sumLtv / customers) * ltvScale * values["margin"]!,
    }));
  return cellsOf(rows, actions, winback(playbook.winback, values["floor"]));
}

/** One week's actions in three orders: the riskiest first, the most profitable first, and the optimum with its bound. */
export function weekPlan(cells: readonly AllocationCell[], limits: WeekLimits): Orders {
  return compareOrders(cells, limits);
}

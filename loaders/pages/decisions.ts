import { sum } from "d3-array";
import { tierIds } from "../../src/playbooks/types.js";
import type { Audience, GateLight, HistogramCell, SpendingOrder, TierRow, WeekAllocation } from "../../src/pageData.js";
import type { Evidence } from "../evidence/measureEvidence.js";
import { mergeSmallCells } from "./mergeSmallCells.js";
import { pageCells } from "./pageCells.js";
import { mayShow, shown } from "./smallCounts.js";
import { foldCells } from "./smallTiers.js";

/** The tiers with the uplift that decisions follow, where own outcomes move it. */
export function withUplift(tiers: readonly TierRow[], { tiers: measured }: Evidence): TierRow[] {
  return tiers.map((row) => {
    const own = measured.find(({ tier }) => tier === row.tier);
    if (!own?.inUse) return row;
    const { value, low, high } = own.inUse;
    return { ...row, uplift: { value, low, high } };
  });
}

export function shownGates(gates: readonly GateLight[], audience: Audience): GateLight[] {
  return gates.map((light) => {
    if (!light.stay) return light;
    const { outcomes, heldOut, pending } = light.stay;
    const [n, held, waiting] = [outcomes, heldOut, pending].map((count) => shown(count, audience));
    const stay = { ...light.stay, outcomes: n!, heldOut: held!, pending: waiting! };
    // an interval and the uplift give a small count away
    if (mayShow(outcomes, audience) && mayShow(heldOut, audience)) return { ...light, stay };
    return { ...light, interval: undefined, stay: { ...stay, uplift: undefined } };
  });
}

export function shownAllocation(found: WeekAllocation<HistogramCell>, audience: Audience): WeekAllocation | undefined {
  if (audience === "team") return { ...found, cells: pageCells(found.cells) };
  if (!mayShow(found.candidates, audience)) return undefined;
  const order = (one: SpendingOrder) => ({ ...one, customers: shown(one.customers, audience) });
  const byTier = Object.entries(found.optimum.byTier).map(([tier, count]) => [tier, shown(count, audience)]);
  const tiers = tierIds.map((tier) => ({
    tier,
    customers: sum(found.cells, (cell) => (cell.tier === tier ? cell.customers : 0)),
  }));
  return {
    ...found,
    cells: pageCells(mergeSmallCells(foldCells(found.cells, tiers))),
    ...{ risk: order(found.risk), profit: order(found.profit), queue: order(found.queue) },
    optimum: { ...order(found.optimum), byTier: Object.fromEntries(byTier) },
  };
}

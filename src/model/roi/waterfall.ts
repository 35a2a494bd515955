import type { Values } from "./types.js";

/** Nodes of the declaration that add up, or are taken off, from first to last. */
const lines = [
  { id: "gross", node: "gross_value", sign: 1 },
  { id: "stayed_anyway", node: "anyway_value", sign: -1 },
  { id: "low_tier", node: "low_tier_value", sign: 1 },
  { id: "referrals", node: "referral_total", sign: 1 },
  { id: "margin", node: "margin_effect", sign: 1 },
  { id: "one_off", node: "one_off", sign: -1 },
  { id: "running", node: "running", sign: -1 },
  { id: "interventions", node: "interventions", sign: -1 },
  { id: "net", node: "net_benefit", sign: 1 },
] as const;

export interface WaterfallStep {
  readonly id: (typeof lines)[number]["id"];
  /** Node of the ROI model that the amount is, but for its sign. */
  readonly node: string;
  /** Signed amount; the first and the last are totals. */
  readonly amount: number;
}

export interface Waterfall {
  readonly steps: readonly WaterfallStep[];
  /** Share of the gross value that would have stayed anyway. */
  readonly anywayShare: number;
}

/**
 * From the value of everybody treated who stays to what the programme nets: most would have stayed anyway, and only the
 * difference is saved. Gross covers the programme tiers; the low tier enters as what it adds, when it counts.
 *
 * @param values of all nodes, as from `evaluateRoi`
 */
export function waterfall(values: Values): Waterfall {
  const steps = lines.map(({ id, node, sign }) => ({ id, node, amount: sign * values[node]! }));
  return { steps, anywayShare: values["anyway_value"]! / values["gross_value"]! };
}

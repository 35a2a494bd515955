import type { Values } from "./types.js";

export interface WaterfallStep {
  readonly id:
    "gross" | "stayed_anyway" | "low_tier" | "referrals" | "margin" | "one_off" | "running" | "interventions" | "net";
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
  const at = (id: string): number => values[id]!;
  const isTopDown = at("top_down") !== 0;
  const lowTier = isTopDown ? 0 : at("saved_low") * at("ltv_low") * at("coverage");
  const incremental = at("value_full") * at("coverage");
  const anyway = at("stayed_anyway_value") * at("coverage");
  const gross = anyway + incremental - lowTier;
  const steps: WaterfallStep[] = [
    { id: "gross", amount: gross },
    { id: "stayed_anyway", amount: -anyway },
    { id: "low_tier", amount: lowTier },
    { id: "referrals", amount: at("referral_total") },
    { id: "margin", amount: at("saved_value") - incremental },
    { id: "one_off", amount: -at("one_off") },
    { id: "running", amount: -at("running") },
    { id: "interventions", amount: -at("interventions") },
    { id: "net", amount: at("net_benefit") },
  ];
  return { steps, anywayShare: anyway / gross };
}

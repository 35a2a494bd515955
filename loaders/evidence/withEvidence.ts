import type { TierEconomics } from "../../src/model/tierEconomics.js";
import type { Evidence } from "./measureEvidence.js";

/** Each tier's uplift from own outcomes where decisions follow them; never below 0. */
export function withEvidence(economics: TierEconomics, { tiers }: Pick<Evidence, "tiers">): TierEconomics {
  const measured = tiers.flatMap(({ tier, uplift, isUsed }) =>
    uplift && isUsed ? [[tier, { ...economics[tier], uplift: Math.max(0, uplift.value) }]] : [],
  );
  return { ...economics, ...Object.fromEntries(measured) } as TierEconomics;
}

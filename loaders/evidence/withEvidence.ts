import type { TierEconomics } from "../../src/model/tierEconomics.js";
import type { Evidence } from "./measureEvidence.js";

/** Each tier's uplift as own outcomes move it; never below 0. */
export function withEvidence(economics: TierEconomics, { tiers }: Pick<Evidence, "tiers">): TierEconomics {
  const moved = tiers.flatMap(({ tier, inUse }) =>
    inUse ? [[tier, { ...economics[tier], uplift: Math.max(0, inUse.value) }]] : [],
  );
  return { ...economics, ...Object.fromEntries(moved) } as TierEconomics;
}

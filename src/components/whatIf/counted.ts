import type { RoiNode, Values } from "../../model/roi/index.js";

/** Whether an assumption has a say in ROI as things are switched. Discounting has one in the present value. */
export function isCounted({ id, group }: RoiNode, values: Values): boolean {
  const isOn = (name: string): boolean => values[name] !== 0;
  const isTopDown = isOn("top_down");
  if (group === "top_down") return isTopDown;
  if (group === "referrals") return isOn("count_referrals");
  if (id.endsWith("_low") && !isOn("count_low_tier")) return false;
  // A stated target takes the place of what the tiers add, not of what they cost.
  if (isTopDown) return !/^(p|stay|added|relative_ltv)_|^(days_to_contact|floor)$/.test(id);
  const stated = /^stay_(\w+)$/.exec(id)?.[1];
  return stated === undefined || Number.isNaN(values[`added_${stated}`]);
}

import { programmeTierIds, tierIds, type Playbook, type Text, type TierId } from "../../playbooks/types.js";
import { delayedTierIds } from "../uplift.js";
import type { NodeGroup, RoiNode } from "./types.js";
import type { Unit } from "./units.js";

const computed: Text = { zh: "由假设逐层算出", en: "follows from the assumptions, tier by tier" };

/** What each tier adds and costs, and the totals over tiers. Treated customers of the low tier count only by its switch. */
export function tierNodes({ tiers }: Pick<Playbook, "tiers">): RoiNode[] {
  return [
    node(
      "population",
      "share_low",
      "share",
      `${tiers.low.label.zh}风险客户占比`,
      `${tiers.low.label.en} tier's share`,
      "1 - share_critical - share_high - share_medium",
    ),
    ...tierIds.flatMap((tier) => oneTier(tier, tiers[tier].label)),
    node(
      "saved",
      "lost_without",
      "customers",
      "不干预的预期流失人数",
      "Expected losses if nobody is treated",
      total((t) => `customers_${t} * p_${t}`),
    ),
    node(
      "saved",
      "saved_bottom_up",
      "customers",
      "各层多留客户合计",
      "Customers saved, tier by tier",
      total((t) => `saved_${t}`),
    ),
    node(
      "money",
      "value_bottom_up",
      "money",
      "各层多留客户价值合计",
      "Value of the saved, tier by tier",
      total((t) => `saved_${t} * ltv_${t}`),
    ),
    node(
      "money",
      "stayed_anyway_value",
      "money",
      "本来就会留下的客户价值",
      "Value of the treated who would have stayed anyway",
      total((t) => `reached_${t} * natural_${t} * ltv_${t}`, programmeTierIds),
    ),
    node(
      "money",
      "interventions_full",
      "money",
      "干预费用（全面铺开）",
      "Interventions at full coverage",
      total((t) => `interventions_${t}`),
    ),
  ];
}

function oneTier(tier: TierId, { zh, en }: Text): RoiNode[] {
  const delay = delayedTierIds.includes(tier) ? " * delay_effect" : "";
  const low = tier === "low" ? " * count_low_tier" : "";
  return [
    node(
      "population",
      `customers_${tier}`,
      "customers",
      `${zh}风险层客户数`,
      `${en}: customers`,
      `customers * share_${tier}`,
    ),
    node("effect", `natural_${tier}`, "share", `${zh}风险层自然留存率`, `${en}: natural stay`, `1 - p_${tier}`),
    node(
      "effect",
      `uplift_${tier}`,
      "points",
      `${zh}风险层及时干预的增量`,
      `${en}: what timely treatment adds`,
      `coalesce(added_${tier}, stay_${tier} - natural_${tier})`,
    ),
    node(
      "value",
      `ltv_${tier}`,
      "money/customer",
      `${zh}风险层 LTV`,
      `${en}: remaining LTV`,
      `ltv * relative_ltv_${tier}`,
    ),
    node(
      "saved",
      `reached_${tier}`,
      "customers",
      `${zh}风险层干预人数`,
      `${en}: customers treated`,
      `customers_${tier} * treated_${tier} * rounds${low}`,
    ),
    node(
      "saved",
      `saved_${tier}`,
      "customers",
      `${zh}风险层多留客户`,
      `${en}: customers saved`,
      `reached_${tier} * uplift_${tier}${delay}`,
    ),
    node(
      "money",
      `interventions_${tier}`,
      "money",
      `${zh}风险层干预费用`,
      `${en}: interventions`,
      `reached_${tier} * cost_${tier}`,
    ),
  ];
}

function node(group: NodeGroup, id: string, unit: Unit, zh: string, en: string, formula: string): RoiNode {
  return { group, id, unit, label: { zh, en }, source: computed, formula };
}

function total(term: (tier: TierId) => string, ids: readonly TierId[] = tierIds): string {
  return ids.map(term).join(" + ");
}

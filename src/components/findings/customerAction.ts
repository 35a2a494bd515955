import type { Playbook, Text, TierId } from "../../playbooks/types.js";
import type { Standing } from "../customer/view.js";

const still: Readonly<Partial<Record<Standing, Text>>> = {
  lost: { zh: "已经流失，不再安排挽留动作", en: "Already lost: no programme action" },
  unscored: { zh: "没有流失概率，不分层，也不排动作", en: "No churn probability: no tier and no action" },
  holdout: { zh: "对照组不做干预，才知道干预有没有用", en: "Held out, so that the effect of acting can be measured" },
  contacted: { zh: "已经联系，等结果", en: "Contacted; the outcome is awaited" },
  opted_out: { zh: "已退订营销联系，不打扰", en: "Opted out of marketing: not to be contacted" },
};

/** What to do: the tier's first two actions, or why there is nothing to do. */
export function customerActionFinding(
  standing: Standing,
  tier: TierId | null,
  { tiers }: Pick<Playbook, "tiers">,
): Text {
  const fixed = still[standing];
  if (fixed) return fixed;
  const [first, second] = tiers[tier ?? "low"].actions.map(bare);
  if (!first) return { zh: "没有安排动作", en: "No action is planned" };
  return {
    zh: second ? `${first.zh}，${second.zh}` : first.zh,
    en: upperFirst(second ? `${first.en}, ${second.en}` : first.en),
  };
}

/** Without what stands in brackets. */
function bare({ zh, en }: Text): Text {
  return { zh: zh.replace(/（[^）]*）/g, ""), en: en.replace(/ ?\([^)]*\)/g, "") };
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

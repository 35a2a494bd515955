import { tierIds, type Playbook, type Text, type TierId } from "../../playbooks/types.js";
import type { NodeGroup, RoiNode } from "./types.js";
import type { Unit } from "./units.js";

const share = [0, 1] as const;
const positive = [0, Infinity] as const;
const team: Text = { zh: "业务假设，见业务手册", en: "the business's assumption, from its playbook" };
const choice: Text = { zh: "读者的选择", en: "the reader's choice" };
const data: Text = {
  zh: "有数据时取自本周各层统计，否则取业务手册",
  en: "this week's tiers where data exist, else the playbook",
};

const assumption = (
  group: NodeGroup,
  id: string,
  unit: Unit,
  zh: string,
  en: string,
  bounds: readonly [number, number] = positive,
  source: Text = team,
): RoiNode => ({ group, id, unit, label: { zh, en }, source, bounds });

/** Everything the ROI model takes as given. Each tier's figures carry the tier's id. */
export function assumptionNodes(playbook: Pick<Playbook, "tiers">): RoiNode[] {
  return [
    ...counted,
    assumption("population", "customers", "customers", "客户总数", "Customers", positive, data),
    ...perTier(playbook),
    assumption("value", "ltv", "money/customer", "剩余价值（LTV）", "Remaining LTV", positive, data),
    assumption("value", "margin", "share", "毛利率", "Margin", share),
    ...rest,
  ];
}

const counted = [
  assumption(
    "counted",
    "count_low_tier",
    "switch",
    "计入低风险层的常规触达",
    "Low tier, routine contact",
    share,
    choice,
  ),
  assumption("counted", "count_referrals", "switch", "计入转介绍价值", "Referral value", share, choice),
  assumption("counted", "count_ramp", "switch", "按首年推广进度折算", "Roll-out ramp, first year", share, choice),
  assumption(
    "counted",
    "top_down",
    "switch",
    "自上而下：直接用流失率目标",
    "Top-down: churn target as stated",
    share,
    choice,
  ),
];

const rest = [
  assumption("referrals", "referral_share", "share", "转介绍客户占比", "Saved who refer", share),
  assumption("referrals", "referrals_each", "ratio", "每人带来新客数", "New customers each"),
  assumption("referrals", "referral_value", "money/customer", "新客首年价值", "First-year value"),
  assumption("programme_cost", "data_cost", "money", "数据（一次性）", "Data, once"),
  assumption("programme_cost", "modelling_cost", "money", "建模（一次性）", "Modelling, once"),
  assumption("programme_cost", "integration_cost", "money", "系统对接（一次性）", "Integration, once"),
  assumption("programme_cost", "training_cost", "money", "培训（一次性）", "Training, once"),
  assumption("programme_cost", "one_off_stated", "money", "一次性投入合计", "One-off cost, as one figure"),
  assumption("programme_cost", "upkeep_cost", "money", "模型维护（每年）", "Model upkeep, a year"),
  assumption("programme_cost", "cloud_cost", "money", "云资源（每年）", "Cloud, a year"),
  assumption("programme_cost", "running_stated", "money", "年度运行费用合计", "Yearly cost, as one figure"),
  assumption("time", "days_to_contact", "days", "越线到联系的天数", "Days to contact", [0, 60]),
  assumption("time", "floor", "share", "不联系时的留存率", "Stay without contact", [0, 0.6]),
  assumption("time", "discount_rate", "share", "年折现率", "Discount rate, a year", share),
  assumption("time", "rounds", "ratio", "每年干预轮数", "Rounds of treatment a year", [0, 12]),
  assumption("top_down", "churn_before", "share", "干预前流失率", "Churn before", share),
  assumption("top_down", "churn_after", "share", "目标流失率", "Churn after", share),
];

function perTier({ tiers }: Pick<Playbook, "tiers">): RoiNode[] {
  const each = (make: (tier: TierId, zh: string, en: string) => RoiNode, ids: readonly TierId[] = tierIds): RoiNode[] =>
    ids.map((tier) => make(tier, tiers[tier].label.zh, tiers[tier].label.en));
  return [
    ...each(
      (t, zh, en) =>
        assumption("population", `share_${t}`, "share", `${zh}风险客户占比`, `${en} tier's share`, share, data),
      tierIds.filter((tier) => tier !== "low"),
    ),
    ...each((t, zh, en) =>
      assumption(
        "population",
        `p_${t}`,
        "share",
        `${zh}风险层平均流失概率`,
        `${en}: mean churn probability`,
        share,
        data,
      ),
    ),
    ...each((t, zh, en) =>
      assumption(
        "value",
        `relative_ltv_${t}`,
        "ratio",
        `${zh}风险层 LTV 与平均之比`,
        `${en}: LTV against the mean`,
        positive,
        data,
      ),
    ),
    ...each((t, zh, en) =>
      assumption("stay", `stay_${t}`, "share", `${zh}风险层干预后留存率`, `${en}: stay rate if treated`, share),
    ),
    ...each((t, zh, en) =>
      assumption("stay", `added_${t}`, "points", `${zh}风险层干预增量`, `${en}: points added`, [-1, 1]),
    ),
    ...each((t, zh, en) =>
      assumption("treated", `treated_${t}`, "share", `${zh}风险层覆盖比例`, `${en}: share treated`, share, choice),
    ),
    ...each((t, zh, en) =>
      assumption("action_cost", `cost_${t}`, "money/customer", `${zh}风险层每人成本`, `${en}: cost a head`),
    ),
  ];
}

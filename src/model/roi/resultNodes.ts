import type { Text } from "../../playbooks/types.js";
import type { NodeGroup, RoiNode } from "./types.js";
import type { Unit } from "./units.js";

const computed: Text = { zh: "由假设算出", en: "follows from the assumptions" };

const node = (group: NodeGroup, id: string, unit: Unit, zh: string, en: string, formula: string): RoiNode => ({
  ...{ group, id, unit, label: { zh, en }, source: computed, formula },
});

/**
 * From customers saved to ROI. `_full` is a year at full coverage; the figures without it are scaled by the roll-out
 * when its switch is on. Top-down takes the saved from the stated fall of churn instead of the tiers.
 */
export const resultNodes: readonly RoiNode[] = [
  node(
    "result",
    "churn_without",
    "share",
    "不干预的流失率",
    "Churn without the plan",
    "if(top_down, churn_before, lost_without / customers)",
  ),
  node(
    "saved",
    "saved_full",
    "customers",
    "多留客户（全面铺开）",
    "Customers saved at full coverage",
    "if(top_down, customers * (churn_before - churn_after), saved_bottom_up)",
  ),
  node(
    "result",
    "churn_with",
    "share",
    "干预后流失率",
    "Churn after the plan",
    "churn_without - saved_full / customers",
  ),
  node(
    "money",
    "value_full",
    "money",
    "多留客户价值（全面铺开）",
    "Value of the saved at full coverage",
    "if(top_down, saved_full * ltv, value_bottom_up)",
  ),
  node(
    "money",
    "referral_full",
    "money",
    "转介绍价值（全面铺开）",
    "Referral value at full coverage",
    "if(count_referrals, saved_full * referral_share * referrals_each * referral_value, 0)",
  ),
  node(
    "money",
    "benefit_full",
    "money",
    "全年收益（全面铺开）",
    "Benefit of a year at full coverage",
    "value_full * margin + referral_full",
  ),
  node("effect", "coverage", "share", "计入的覆盖率", "Coverage counted", "if(count_ramp, ramp_share, 1)"),
  node("result", "saved", "customers", "多留客户", "Customers saved", "saved_full * coverage"),
  node("money", "saved_value", "money", "多留客户价值", "Value of the saved", "value_full * margin * coverage"),
  node("money", "referral_total", "money", "转介绍价值", "Referral value", "referral_full * coverage"),
  node("result", "benefit", "money", "收益", "Benefit", "saved_value + referral_total"),
  node(
    "money",
    "anyway_value",
    "money",
    "本来就会留下的价值",
    "Value that would have stayed anyway",
    "stayed_anyway_value * coverage",
  ),
  node(
    "money",
    "low_tier_value",
    "money",
    "低风险层增量价值",
    "Value that the low tier adds",
    "if(top_down, 0, saved_low * ltv_low) * coverage",
  ),
  node(
    "money",
    "gross_value",
    "money",
    "毛价值：干预后留下的人",
    "Gross value of those who stay",
    "anyway_value + value_full * coverage - low_tier_value",
  ),
  node("money", "margin_effect", "money", "毛利率扣减", "Taken off by margin", "saved_value - value_full * coverage"),
  node(
    "money",
    "one_off",
    "money",
    "一次性投入",
    "One-off cost",
    "coalesce(one_off_stated, data_cost + modelling_cost + integration_cost + training_cost)",
  ),
  node(
    "money",
    "running",
    "money",
    "年度运行费用",
    "Yearly cost",
    "coalesce(running_stated, upkeep_cost + cloud_cost)",
  ),
  node("result", "interventions", "money", "干预费用", "Interventions", "interventions_full * coverage"),
  node("result", "investment", "money", "总投入", "Investment", "one_off + running + interventions"),
  node("result", "net_benefit", "money", "净收益", "Net benefit", "benefit - investment"),
  node("result", "roi", "share", "投资回报率（ROI）", "ROI", "(benefit - investment) / investment"),
  // A benefit of nothing or less never pays back: dividing by zero makes it missing.
  node(
    "result",
    "payback",
    "months",
    "简单回收期（月）",
    "Simple payback, months",
    "investment / (max(0, benefit) / months_in_year)",
  ),
  node(
    "money",
    "first_year_investment",
    "money",
    "首年投入（按推广进度）",
    "First-year investment, with the roll-out",
    "one_off + running + interventions_full * ramp_share",
  ),
  node(
    "result",
    "npv",
    "money",
    "首年净现值",
    "Net present value of the first year",
    "(benefit_full - interventions_full) * covered_annuity / 12 - running * annuity / 12 - one_off",
  ),
];

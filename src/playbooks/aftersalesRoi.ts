import { choice, ours, published, skewed } from "./assumption.js";
import type { Roi } from "./types.js";

/** What the after-sales programme pays: published figures, in 元. Every low and high is ours until measured. */
export const aftersalesRoi: Roi = {
  assumptions: {
    count_low_tier: choice(0),
    count_referrals: choice(1),
    count_ramp: choice(0),
    top_down: choice(0),
    customers: published(200_000, [194_000, 204_000]),
    share_critical: published(0.03),
    share_high: published(0.08),
    share_medium: published(0.12),
    // Tier midpoints; the low tier takes what is left of the published 18 % churn: 12,000 of its 154,000.
    p_critical: ours(0.8, [0.77, 0.83]),
    p_high: ours(0.6, [0.58, 0.62]),
    p_medium: ours(0.4, [0.385, 0.415]),
    p_low: ours(12_000 / 154_000, [0.072, 0.084]),
    ltv: published(4_000, [3_500, 4_500]),
    relative_ltv_critical: ours(1),
    relative_ltv_high: ours(1),
    relative_ltv_medium: ours(1),
    relative_ltv_low: ours(1),
    // The source does not say whether its LTV is net of cost.
    margin: ours(1, [0.95, 1]),
    stay_critical: published(0.45, [0.39, 0.51]),
    stay_high: published(0.6, [0.55, 0.65]),
    stay_medium: published(0.7, [0.67, 0.73]),
    stay_low: published(0.95, [0.942, 0.956]),
    treated_critical: choice(1),
    treated_high: choice(1),
    treated_medium: choice(1),
    treated_low: choice(1),
    referral_share: published(0.15, [0.08, 0.2]),
    referrals_each: published(1.2, [0.8, 1.5]),
    referral_value: published(800, [500, 1_000]),
    cost_critical: published(800, [720, 900]),
    cost_high: published(300, [270, 340]),
    cost_medium: published(50, [40, 60]),
    cost_low: published(10, [8, 12]),
    data_cost: published(500_000, [450_000, 600_000]),
    modelling_cost: published(800_000, [750_000, 950_000]),
    integration_cost: skewed(published(1_200_000, [1_050_000, 1_500_000])),
    training_cost: published(300_000, [250_000, 400_000]),
    upkeep_cost: published(400_000, [350_000, 550_000]),
    cloud_cost: published(200_000, [150_000, 300_000]),
    // The first point of the published curve, which the tier's stay rates assume.
    days_to_contact: ours(7, [7, 9]),
    discount_rate: ours(0.08, [0.06, 0.12]),
    // The horizon is a year, so each customer is treated once.
    rounds: ours(1),
    churn_before: published(0.18),
    churn_after: published(0.12),
  },
  presets: [
    {
      id: "published",
      label: { zh: "原方案", en: "Published" },
      note: {
        zh: "照原文；极高风险层按 144 万元，合每人 240 元",
        en: "as printed in the plan; ¥1.44M for the critical tier is ¥240 a head",
      },
      overrides: { top_down: 1, cost_critical: 240 },
    },
    {
      id: "recomputed",
      label: { zh: "更正算术", en: "Recomputed" },
      note: { zh: "6,000 人 × 800 元是 480 万元，不是 144 万元", en: "6,000 × ¥800 is ¥4.8M, not ¥1.44M" },
      overrides: { top_down: 1 },
    },
    {
      id: "all_in",
      label: { zh: "全部计入", en: "All-in" },
      note: { zh: "再计入低风险层的 154 万元", en: "¥1.54M for the low tier counted" },
      overrides: { top_down: 1, count_low_tier: 1 },
    },
    {
      id: "all_tiers",
      label: { zh: "自下而上：全部层级", en: "All tiers" },
      note: { zh: "按层级表逐层相加", en: "bottom-up, from the tier table" },
      overrides: { count_low_tier: 1 },
    },
    {
      id: "programme_tiers",
      label: { zh: "自下而上：干预层级", en: "Programme tiers" },
      note: { zh: "逐层相加，不计低风险层；默认", en: "bottom-up, low tier out; the default" },
      overrides: {},
    },
  ],
  goLine: 2,
};

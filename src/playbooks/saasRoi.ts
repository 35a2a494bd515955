import { choice, placeholder } from "./assumption.js";
import type { Roi } from "./types.js";

/** No money is published for SaaS: every figure is a stand-in, in 元. Customers, shares, p and LTV come from the data. */
export const saasRoi: Roi = {
  assumptions: {
    count_low_tier: choice(0),
    count_referrals: choice(0),
    count_ramp: choice(0),
    top_down: choice(0),
    customers: placeholder(200_000, [194_000, 204_000]),
    share_critical: placeholder(0.03),
    share_high: placeholder(0.08),
    share_medium: placeholder(0.12),
    p_critical: placeholder(0.8, [0.77, 0.83]),
    p_high: placeholder(0.6, [0.58, 0.62]),
    p_medium: placeholder(0.4, [0.385, 0.415]),
    p_low: placeholder(0.05, [0.045, 0.055]),
    ltv: placeholder(60_000, [50_000, 70_000]),
    relative_ltv_critical: placeholder(1),
    relative_ltv_high: placeholder(1),
    relative_ltv_medium: placeholder(1),
    relative_ltv_low: placeholder(1),
    margin: placeholder(1, [0.9, 1]),
    added_critical: placeholder(0.15, [0.08, 0.22]),
    added_high: placeholder(0.12, [0.06, 0.18]),
    added_medium: placeholder(0.06, [0.02, 0.1]),
    added_low: placeholder(0, [0, 0.01]),
    treated_critical: choice(1),
    treated_high: choice(1),
    treated_medium: choice(1),
    treated_low: choice(1),
    cost_critical: placeholder(3_000, [2_400, 3_900]),
    cost_high: placeholder(800, [640, 1_040]),
    cost_medium: placeholder(60, [48, 78]),
    cost_low: placeholder(10, [8, 13]),
    one_off_stated: placeholder(600_000, [500_000, 800_000]),
    running_stated: placeholder(300_000, [250_000, 400_000]),
    days_to_contact: placeholder(7, [7, 9]),
    discount_rate: placeholder(0.08, [0.06, 0.12]),
    // One horizon of 30 days against a year's cost: the cautious reading, in which nobody is counted twice.
    rounds: placeholder(1),
  },
  presets: [
    {
      id: "all_tiers",
      label: { zh: "全部层级", en: "All tiers" },
      note: { zh: "计入低风险层的常规触达", en: "routine contact with the low tier counted" },
      overrides: { count_low_tier: 1 },
    },
    {
      id: "programme_tiers",
      label: { zh: "干预层级", en: "Programme tiers" },
      note: { zh: "不计低风险层；默认", en: "low tier out; the default" },
      overrides: {},
    },
  ],
  goLine: 2,
};

import type { World } from "./world.js";

/**
 * Accounts of a software firm. True 30-day risk, over the stationary population: about .9 % above .7, 1.1 % from .5 to .7,
 * 1.6 % from .3 to .5, the rest below with a mean near .018; 3.7 % in all; its AUC against what happens is about .91. The level
 * moves every week. The source publishes no effects; the true ones lie near the playbook's placeholders of 15, 12 and 6 points.
 */
export const saasWorld: World = {
  playbook: "saas",
  steps: 36,
  historyDays: 252,
  meanTenure: 500,
  oldestTenure: 2200,
  chain: {
    weeksPerStep: 1,
    levels: 36,
    hazardFloor: 0.00016,
    hazardBase: -11.84983,
    hazardSlope: 10.72818,
    hazardPower: 2.05216,
    up: 0.33602,
    upSlope: 0.02194,
    down: 0.23989,
    downSlope: -0.88094,
    shock: 10,
    shockShare: 0.00119,
    entry: 0.25,
    classes: [
      { share: 0.15, climb: 0.55, hazard: 0.85 },
      { share: 0.2, climb: 0.75, hazard: 0.925 },
      { share: 0.3, climb: 1, hazard: 1 },
      { share: 0.2, climb: 1.35, hazard: 1.085 },
      { share: 0.15, climb: 1.8, hazard: 1.173 },
    ],
  },
  factors: [
    {
      column: "segment",
      levels: [
        { name: "Startup", share: 0.3, strain: 0.7 },
        { name: "SMB", share: 0.4, strain: 0.1 },
        { name: "Mid-market", share: 0.2, strain: -0.3 },
        { name: "Enterprise", share: 0.1, strain: -0.9 },
      ],
    },
    {
      column: "region",
      levels: [
        { name: "华东", share: 0.34, strain: -0.1 },
        { name: "华南", share: 0.22, strain: 0.1 },
        { name: "华北", share: 0.22, strain: 0 },
        { name: "西南", share: 0.13, strain: 0.35 },
        { name: "海外", share: 0.09, strain: 0.6 },
      ],
    },
    {
      column: "product",
      levels: [
        { name: "Basic", share: 0.42, strain: 0.5 },
        { name: "Pro", share: 0.38, strain: -0.05 },
        { name: "Max", share: 0.2, strain: -0.55 },
      ],
    },
  ],
  programme: {
    weeks: 26,
    rampWeeks: 6,
    waveShare: 0.35,
    holdoutLasts: true,
    workedShare: 0.96,
    delayFrom: 1,
    delayTo: 7,
    delayTail: 18,
    tailShare: 0.1,
    recovery: 0.8,
    strategies: [
      { tier: "critical", name: "executive_call", uplift: 0.2, cost: 3000 },
      { tier: "critical", name: "contract_review", uplift: 0.14, cost: 3000 },
      { tier: "high", name: "health_check_call", uplift: 0.15, cost: 800 },
      { tier: "high", name: "dedicated_support", uplift: 0.11, cost: 800 },
      { tier: "medium", name: "feature_guide", uplift: 0.05, cost: 60 },
      { tier: "medium", name: "training_invitation", uplift: 0.08, cost: 60 },
    ],
  },
};

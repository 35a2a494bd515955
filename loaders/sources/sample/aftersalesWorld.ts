import type { World } from "./world.js";

/**
 * Vehicle owners. True yearly risk, over the stationary population: about 4 % above .7, 8 % from .5 to .7, 11 % from .3 to .5,
 * the rest below with a mean near .067; 17.4 % in all. A model sees less than the truth and draws the ends to the middle:
 * at 20,000 customers a calibrated one puts about 2, 7, 13 and 77 % into the tiers, with an AUC of about .86. The level moves every 28 days.
 * The true uplifts differ a little from the published 25, 20 and 10 points, so that a measured figure can be told from an assumed one.
 */
export const aftersalesWorld: World = {
  playbook: "aftersales",
  steps: 60,
  historyDays: 1316,
  meanTenure: 1100,
  oldestTenure: 3650,
  chain: {
    weeksPerStep: 4,
    levels: 36,
    hazardFloor: 0.00003,
    hazardBase: -14.09071,
    hazardSlope: 8.60626,
    hazardPower: 1.22511,
    up: 0.4638,
    upSlope: 0.16772,
    down: 0.1789,
    downSlope: 0.21421,
    shock: 10,
    shockShare: 0.01483,
    entry: 0.25,
    classes: [
      { share: 0.15, climb: 0.55, hazard: 0.533 },
      { share: 0.2, climb: 0.75, hazard: 0.739 },
      { share: 0.3, climb: 1, hazard: 1 },
      { share: 0.2, climb: 1.35, hazard: 1.371 },
      { share: 0.15, climb: 1.8, hazard: 1.856 },
    ],
  },
  factors: [
    {
      column: "segment",
      levels: [
        { name: "个人", share: 0.46, strain: 0.2 },
        { name: "家庭", share: 0.3, strain: -0.3 },
        { name: "商务", share: 0.14, strain: 0.6 },
        { name: "车队", share: 0.1, strain: -0.9 },
      ],
    },
    {
      column: "region",
      levels: [
        { name: "华东", share: 0.28, strain: -0.25 },
        { name: "华南", share: 0.18, strain: 0.05 },
        { name: "华北", share: 0.17, strain: 0.1 },
        { name: "华中", share: 0.13, strain: 0 },
        { name: "西南", share: 0.12, strain: 0.35 },
        { name: "西北", share: 0.06, strain: 0.7 },
        { name: "东北", share: 0.06, strain: 0.5 },
      ],
    },
    {
      column: "vehicle_model",
      levels: [
        { name: "H3", share: 0.24, strain: 0.75 },
        { name: "H5", share: 0.26, strain: 0.15 },
        { name: "H7", share: 0.17, strain: -0.3 },
        { name: "E5", share: 0.15, strain: 0.4 },
        { name: "E6", share: 0.11, strain: -0.15 },
        { name: "V8", share: 0.07, strain: -0.7 },
      ],
    },
  ],
  programme: {
    weeks: 78,
    rampWeeks: 12,
    waveShare: 0.12,
    holdoutLasts: true,
    workedShare: 0.88,
    delayFrom: 5,
    delayTo: 16,
    delayTail: 35,
    tailShare: 0.12,
    recovery: 0.8,
    strategies: [
      { tier: "critical", name: "executive_visit", uplift: 0.26, cost: 800 },
      { tier: "critical", name: "care_package", uplift: 0.2, cost: 800 },
      { tier: "high", name: "advisor_call", uplift: 0.26, cost: 300 },
      { tier: "high", name: "repair_voucher", uplift: 0.21, cost: 300 },
      { tier: "high", name: "no_wait_slot", uplift: 0.16, cost: 300 },
      { tier: "medium", name: "service_reminder", uplift: 0.12, cost: 50 },
      { tier: "medium", name: "push_offer", uplift: 0.07, cost: 50 },
    ],
  },
};

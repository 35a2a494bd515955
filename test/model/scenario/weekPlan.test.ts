import { describe, expect, it } from "vitest";
import { evaluateRoi } from "../../../src/model/roi/index.js";
import { weekCells, weekPlan, type HistogramRow } from "../../../src/model/scenario/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { vocabularyOf } from "./vocabulary.js";

const { model } = vocabularyOf("aftersales");
const row = (tier: HistogramRow["tier"], customers: number, p: number, delay: number | null = null): HistogramRow => ({
  ...{ tier, delay, customers },
  sumP: customers * p,
  sumLtv: customers * 4_000,
});
const terms = { tiers: aftersales.tiers, curve: aftersales.winback, ltvScale: 1 };
const histogram = [
  row("critical", 100, 0.8, 0),
  row("high", 100, 0.6, 0),
  row("medium", 100, 0.4),
  row("low", 1_000, 0.078),
];
const plan = (limits: Parameters<typeof weekPlan>[1], overrides = {}) => {
  const values = evaluateRoi(model, overrides);
  return weekPlan(weekCells(histogram, terms, values), limits);
};

describe("one week's actions", () => {
  it("gives the published +200, +500, +350 a head when there is no limit", () => {
    // (.25, .20, .10 points more stay) * 4,000 less 800, 300, 50 a head
    const { optimum } = plan({ capacity: {} });
    expect(optimum.customers).toBe(300);
    expect(optimum.net).toBeCloseTo(100 * (200 + 500 + 350), 6);
  });

  it("earns less by going to the riskiest first when money is short", () => {
    const { risk, profit, optimum } = plan({ budget: 30_000, capacity: {} });
    expect(risk.net).toBeLessThan(profit.net);
    expect(optimum.net).toBeGreaterThanOrEqual(profit.net);
    expect(optimum.upperBound).toBeGreaterThanOrEqual(optimum.net);
  });

  it("spends nothing without money or hands", () => {
    expect(plan({ budget: 0, capacity: {} }).optimum.spend).toBe(0);
    expect(plan({ capacity: { executive_visit: 0, advisor_call: 0 } }).optimum.used).toEqual({ push: 100 });
  });

  it("reaches the low tier only by its switch", () => {
    // 1 - .95 against .078 of churn: .028 * 4,000 - 10 = 102 a head
    const { optimum } = plan({ capacity: {} }, { count_low_tier: 1, p_low: 0.078 });
    expect(optimum.customers).toBe(1_300);
    expect(optimum.net).toBeCloseTo(100 * 1_050 + 1_000 * 102, 4);
  });
});

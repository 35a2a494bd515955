import { describe, expect, it } from "vitest";
import { campaignProfit } from "../../src/model/campaignProfit.js";

/** Five customers, riskiest first; two left. Each contact costs 10, a kept customer is worth 100, half are kept. */
const p = [0.9, 0.7, 0.5, 0.3, 0.1];
const y = [1, 0, 1, 0, 0];
const contacts = { success: p.map(() => 0.5), value: p.map(() => 100), cost: p.map(() => 10) };

describe("the profit of a campaign", () => {
  it("by share contacted, by hand: 50 for each leaver found, 10 for each contact, over five customers", () => {
    const { curve, best } = campaignProfit({ p, y }, contacts, 5)!;
    expect(curve.map(({ profit }) => profit)).toEqual([0, 8, 6, 14, 12, 10]);
    expect(best).toMatchObject({ share: 0.6, benefit: 20, cost: 6 });
  });

  it("counts a row of weight 2 as two customers", () => {
    const { curve } = campaignProfit({ p: [0.9, 0.1], y: [1, 0], weights: [2, 2] }, contacts, 2)!;
    expect(curve.map(({ profit }) => profit)).toEqual([0, 20, 15]);
  });

  it("expects at least the best profit at the mean rate, for the share may follow the rate", () => {
    const { best, expectedMaximum } = campaignProfit({ p, y }, contacts, 5)!;
    expect(expectedMaximum.profit).toBeGreaterThanOrEqual(best.profit - 1e-9);
    // E[max(0, 10 s - 2, 20 s - 6)] for s = 2 Beta(10, 10), by 20 million draws of NumPy
    expect(expectedMaximum.profit).toBeCloseTo(14.0006, 2);
  });

  it("contacts nobody where nothing is gained", () => {
    const { best, expectedMaximum } = campaignProfit({ p, y }, { ...contacts, success: p.map(() => 0) }, 5)!;
    expect(best.share).toBe(0);
    expect(expectedMaximum).toEqual({ profit: 0, share: 0 });
  });

  it("is undefined without rows", () => {
    expect(campaignProfit({ p: [], y: [] }, { success: [], value: [], cost: [] })).toBeUndefined();
  });
});

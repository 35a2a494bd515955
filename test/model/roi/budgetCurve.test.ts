import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budgetCurve, evaluateRoi, roiModel } from "../../../src/model/roi/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { overrides } from "./arbitraries.js";

const model = roiModel(aftersales);
const curve = budgetCurve(model);
const share = fc.double({ min: 0, max: 1.2, noNaN: true });

describe("budgetCurve", () => {
  // Gain a head over cost a head: medium 350 of 50, high 500 of 300, critical 200 of 800 (LTV alone).
  it("treats the medium tier first, then high, then critical: the riskiest are not the most profitable", () => {
    expect(curve.segments.map(({ tier }) => tier)).toEqual(["medium", "high", "critical"]);
    expect(curve.segments.map(({ cost }) => cost)).toEqual([1_200_000, 4_800_000, 4_800_000]);
  });

  it("spends and saves nothing with no budget", () => {
    expect(curve.at(0)).toMatchObject({ spend: 0, saved: 0, benefit: 0, churn: expect.closeTo(0.18, 12) });
  });

  it("saves 7,100 and leaves 14.45 % churn with the full budget of 1,080 万, and spends no more than that", () => {
    expect(curve.fullBudget).toBe(10_800_000);
    for (const budget of [10_800_000, 20_000_000]) {
      expect(curve.at(budget)).toMatchObject({
        spend: 10_800_000,
        saved: expect.closeTo(7100, 8),
        churn: expect.closeTo(0.1445, 12),
      });
    }
  });

  // 500 万: medium in full (2,400), 380 of the high tier's 480 万 (3,200 * 380 / 480).
  it("saves 4,933 with 500 万", () => {
    expect(curve.at(5_000_000).saved).toBeCloseTo(2400 + (3200 * 380) / 480, 8);
  });

  it("agrees with the ROI model at the shares that it gives", () => {
    fc.assert(
      fc.property(overrides, share, (changed, part) => {
        const { at, fullBudget } = budgetCurve(model, { ...changed, count_ramp: 0 });
        const point = at(part * fullBudget);
        const values = evaluateRoi(model, { ...changed, count_ramp: 0, ...point.overrides });
        expect(values["interventions"]).toBeCloseTo(point.spend, 4);
        expect(values["saved"]).toBeCloseTo(point.saved, 6);
        expect(values["benefit"]).toBeCloseTo(point.benefit, 3);
        expect(values["churn_with"]).toBeCloseTo(point.churn, 10);
      }),
    );
  });

  it("is concave: each further unit of money brings no more than the one before", () => {
    fc.assert(
      fc.property(overrides, share, share, (changed, a, b) => {
        const { at, fullBudget } = budgetCurve(model, changed);
        const benefit = (part: number): number => at(part * fullBudget).benefit;
        expect(benefit((a + b) / 2)).toBeGreaterThanOrEqual((benefit(a) + benefit(b)) / 2 - 1e-3);
      }),
    );
  });

  it("turns churn back into the budget that it takes", () => {
    fc.assert(
      fc.property(share, (part) => {
        const budget = Math.min(1, part) * curve.fullBudget;
        expect(curve.budgetForChurn(curve.at(budget).churn)).toBeCloseTo(budget, 2);
      }),
    );
  });

  it("has no budget for a churn that money does not reach, and needs none for one already reached", () => {
    expect(curve.budgetForChurn(0.1)).toBeUndefined();
    expect(curve.budgetForChurn(0.2)).toBe(0);
  });

  it("throws for a budget below 0", () => {
    expect(() => curve.at(-1)).toThrow("invalid budget; below 0: -1");
  });
});

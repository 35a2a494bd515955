import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateRoi, explain, roiModel, waterfall, withMeasured } from "../../../src/model/roi/index.js";
import { winback } from "../../../src/model/winback.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { overrides } from "./arbitraries.js";

const model = roiModel(aftersales);
const value = (id: string, changed: Record<string, number> = {}): number => evaluateRoi(model, changed)[id]!;

describe("evaluateRoi", () => {
  it("throws for an override that is no assumption", () => {
    expect(() => evaluateRoi(model, { roi: 3 })).toThrow("not an assumption of the ROI model: roi");
  });

  it("has the effect of delay of the win-back curve, on any day and floor", () => {
    const day = fc.double({ min: 0, max: 60, noNaN: true });
    const floor = fc.double({ min: 0.2, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(day, floor, (days, at) => {
        const effect = winback(aftersales.winback, at)(days).effect;
        expect(value("delay_effect", { days_to_contact: days, floor: at })).toBeCloseTo(effect, 12);
      }),
    );
  });

  it("applies delay to critical and high alone", () => {
    const late = evaluateRoi(model, { days_to_contact: 30 });
    expect([late["saved_critical"], late["saved_high"]]).toEqual([0, 0]);
    expect(late["saved_medium"]).toBeCloseTo(2400, 8);
  });

  it("scales interventions and benefit, not the programme's cost, when the roll-out counts", () => {
    const ramped = evaluateRoi(model, { count_ramp: 1 });
    expect(ramped["investment"]! / 1e4).toBeCloseTo(1042, 8);
    expect(ramped["benefit"]! / 1e4).toBeCloseTo(0.65 * 2942.24, 8);
  });

  it("leaves referral value out by its switch", () => {
    expect(value("benefit", { count_referrals: 0 }) / 1e4).toBeCloseTo(2840, 8);
  });

  it("has no payback without a benefit", () => {
    expect(value("payback", { ltv: 0, count_referrals: 0 })).toBeNaN();
  });

  it("spends and saves nothing when nobody is treated", () => {
    const nobody = { treated_critical: 0, treated_high: 0, treated_medium: 0, treated_low: 0 };
    fc.assert(
      fc.property(overrides, (changed) => {
        const values = evaluateRoi(model, { ...changed, ...nobody, top_down: 0 });
        expect([values["interventions"], values["saved"], values["benefit"]].map((x) => x! + 0)).toEqual([0, 0, 0]);
      }),
    );
  });

  it("never lowers ROI with more LTV, as long as treatment adds something", () => {
    fc.assert(
      fc.property(overrides, fc.double({ min: 0, max: 5000, noNaN: true }), (changed, more) => {
        const before = evaluateRoi(model, changed);
        fc.pre(before["saved_full"]! >= 0);
        expect(value("roi", { ...changed, ltv: before["ltv"]! + more })).toBeGreaterThanOrEqual(before["roi"]! - 1e-12);
      }),
    );
  });
});

describe("waterfall", () => {
  it("leads from 11,640 万 gross over 8,800 that would have stayed anyway to 1,522 net", () => {
    const { steps, anywayShare } = waterfall(evaluateRoi(model));
    const amounts = steps.map(({ amount }) => amount / 1e4);
    expect(amounts).toEqual([11_640, -8800, 0, 102.24, 0, -280, -60, -1080, 1522.24].map((x) => expect.closeTo(x, 6)));
    expect(anywayShare).toBeCloseTo(8800 / 11_640, 12);
  });

  it("adds up at any assumptions", () => {
    fc.assert(
      fc.property(overrides, (changed) => {
        const { steps } = waterfall(evaluateRoi(model, changed));
        const sum = steps.slice(0, -1).reduce((total, { amount }) => total + amount, 0);
        expect(Math.abs(sum - steps.at(-1)!.amount)).toBeLessThanOrEqual(1e-9 * steps[0]!.amount);
      }),
    );
  });
});

describe("explain", () => {
  it("shows the formula with names, with numbers, and its inputs", () => {
    const receipt = explain(model, "roi", evaluateRoi(model), (x) => Math.round(x / 1e4).toLocaleString("en-US"));
    expect(receipt.formula).toMatchObject({
      ids: "(benefit - investment) / investment",
      zh: "(收益 − 总投入) / 总投入",
    });
    expect(receipt.numbers).toBe("(2,942 − 1,420) / 1,420");
    expect(receipt.inputs.map(({ id, unit }) => `${id} in ${unit}`)).toEqual([
      "benefit in money",
      "investment in money",
    ]);
  });

  it("has no formula for an assumption and throws for an unknown node", () => {
    expect(explain(model, "ltv", evaluateRoi(model))).toMatchObject({
      value: 4000,
      unit: "money/customer",
      inputs: [],
    });
    expect(() => explain(model, "profit", evaluateRoi(model))).toThrow("not a node of the ROI model: profit");
  });
});

describe("withMeasured", () => {
  const run = [
    { tier: "critical", customers: 300, meanP: 0.82, meanLtv: 5000 },
    { tier: "high", customers: 700, meanP: 0.6, meanLtv: 3000 },
    { tier: "medium", customers: 0, meanP: NaN, meanLtv: NaN },
    { tier: "low", customers: 9000, meanP: 0.05, meanLtv: 4000 },
  ] as const;

  it("takes customers, shares, p and LTV from a run", () => {
    const values = evaluateRoi(withMeasured(model, run), { count_low_tier: 1 });
    const tiers = ["critical", "high", "medium", "low"];
    expect(tiers.map((tier) => values[`customers_${tier}`])).toEqual(
      [300, 700, 0, 9000].map((x) => expect.closeTo(x, 8)),
    );
    expect(values["ltv_critical"]).toBeCloseTo(5000, 8);
    expect(values["lost_without"]).toBeCloseTo(300 * 0.82 + 700 * 0.6 + 9000 * 0.05, 8);
    // 300 * (.45 - .18) * 5000 + 700 * (.6 - .4) * 3000 + 9000 * (.95 - .95) * 4000, by hand.
    expect(values["value_full"]).toBeCloseTo(405_000 + 420_000, 5);
  });

  it("says that they are measured, in a range as wide in proportion as before", () => {
    const { given } = withMeasured(model, run);
    expect(given["customers"]).toMatchObject({ value: 10_000, kind: "measured" });
    expect(given["customers"]!.low).toBeCloseTo(9700, 8);
    expect(given["p_medium"]).toBe(model.given["p_medium"]);
  });
});

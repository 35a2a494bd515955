import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEven, evaluateRoi, goalSeek, roiModel } from "../../../src/model/roi/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";

const model = roiModel(aftersales);
const seek = (change: string, target: number, result = "roi"): number | undefined =>
  goalSeek(model, { change, result, target });

describe("goalSeek", () => {
  // 3 * 14,200,000 / 7,100 - 144 = 5,856: the LTV at which benefit is three times the investment.
  it("finds the LTV for an ROI of 200 %", () => {
    expect(seek("ltv", 2)).toBeCloseTo(5856, 6);
  });

  it("inverts: the assumption that it finds reaches the target", () => {
    const change = fc.constantFrom(
      "ltv",
      "margin",
      "stay_high",
      "cost_high",
      "cost_critical",
      "customers",
      "data_cost",
    );
    fc.assert(
      fc.property(change, fc.double({ min: -0.9, max: 4, noNaN: true }), (id, target) => {
        const found = seek(id, target);
        fc.pre(found !== undefined);
        expect(evaluateRoi(model, { [id]: found! })["roi"]).toBeCloseTo(target, 8);
      }),
    );
  });

  it("finds the present value for the present result", () => {
    expect(seek("ltv", evaluateRoi(model)["roi"]!)).toBeCloseTo(4000, 6);
  });

  it("reaches any result, not ROI alone", () => {
    expect(seek("stay_medium", 8300, "saved")).toBeCloseTo(0.75, 9);
  });

  it("is undefined when out of reach: no stay rate of the high tier makes ROI 1,000 %", () => {
    expect(seek("stay_high", 10)).toBeUndefined();
    expect(seek("discount_rate", 2)).toBeUndefined();
  });

  it("is undefined where the result jumps over the target", () => {
    expect(goalSeek(model, { change: "count_ramp", result: "coverage", target: 0.8 })).toBeUndefined();
  });

  it("throws for what cannot be changed or read", () => {
    expect(() => seek("roi", 2)).toThrow("not an assumption of the ROI model: roi");
    expect(() => seek("ltv", 2, "profit")).toThrow("not a node of the ROI model: profit");
  });
});

describe("breakEven", () => {
  // LTV 14,200,000 / 7,100 - 144 = 1,856; margin 1,856 / 4,000 = 46.4 %.
  it("finds where the programme just pays, assumption by assumption", () => {
    const found = breakEven(model);
    expect(found["ltv"]).toBeCloseTo(1856, 6);
    expect(found["margin"]).toBeCloseTo(0.464, 9);
    expect(found["days_to_contact"]).toBeCloseTo(19.9, 1);
    expect(found["stay_low"]).toBeUndefined();
  });
});

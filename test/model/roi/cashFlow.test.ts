import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cashFlow, evaluateRoi, roiModel } from "../../../src/model/roi/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { overrides } from "./arbitraries.js";

const model = roiModel(aftersales);
const flow = (changed: Record<string, number> = {}) => cashFlow(evaluateRoi(model, changed), aftersales.phases);

describe("cashFlow", () => {
  // Month by month by hand: -280, then coverage * (2,942.24 - 1,080) / 12 - 5 with coverage .1, .5 and 1.
  it("follows the phases of the default preset: crossing in month 6.2, 870 万 at the end", () => {
    const { months, crossing, end, trough } = flow();
    expect(crossing).toBeCloseTo(6.2, 1);
    expect(end / 1e4).toBeCloseTo(870.456, 6);
    expect(trough / 1e4).toBeCloseTo(-280, 6);
    expect([3, 6, 9].map((month) => months[month]!.cumulative / 1e4)).toEqual(
      [-248.444, -30.664, 419.896].map((x) => expect.closeTo(x, 6)),
    );
  });

  it("invests 1,042 万 in the first year", () => {
    const spent = flow().months.reduce((sum, m) => sum + m.oneOff + m.running + m.interventions, 0);
    expect(spent / 1e4).toBeCloseTo(1042, 6);
    expect(spent).toBeCloseTo(evaluateRoi(model)["first_year_investment"]!, 4);
  });

  it("does not cross when it pays too late", () => {
    expect(flow({ ltv: 1500 }).crossing).toBeUndefined();
  });

  it("runs the same whether or not ROI counts the roll-out", () => {
    expect(flow({ count_ramp: 1 })).toEqual(flow());
  });
});

describe("npv", () => {
  it("is 809.97 万 for the default preset at 8 % a year, discounted monthly by hand", () => {
    expect(evaluateRoi(model)["npv"]! / 1e4).toBeCloseTo(809.971322562453, 6);
  });

  it("discounts the cash flow, and is its end when money costs nothing", () => {
    fc.assert(
      fc.property(overrides, fc.constantFrom(0, 0.05, 0.12), (changed, rate) => {
        const set = { ...changed, discount_rate: rate };
        const { months } = flow(set);
        const npv = months.reduce((sum, { net, month }) => sum + net / (1 + rate) ** (month / 12), 0);
        expect(Math.abs(evaluateRoi(model, set)["npv"]! - npv)).toBeLessThanOrEqual(1e-9 * 1e7);
      }),
    );
  });
});

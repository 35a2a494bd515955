import { describe, expect, it } from "vitest";
import { stayIfTreated, uplift } from "../../src/model/uplift.js";
import { treatment, waiting, type WaitingCustomer } from "../../src/model/waiting.js";
import { winback } from "../../src/model/winback.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

const curve = winback(aftersales.winback);

describe("winback", () => {
  it.each([
    [0, 0.62],
    [7, 0.62],
    [9, 0.608989],
    [10, 0.600058],
    [14, 0.55],
    [16, 0.510275],
    [21, 0.38],
    [23, 0.33969],
    [30, 0.22],
  ])("has %f days at %f", (days, stayRate) => expect(curve(days).stayRate).toBeCloseTo(stayRate, 6));

  it.each([
    [0, 1],
    [7, 1],
    [9, 0.9599],
    [14, 0.745],
    [16, 0.6003],
    [21, 0.1257],
    [23, 0],
    [30, 0],
  ])("leaves at %f days the effect %f", (days, effect) => expect(curve(days).effect).toBeCloseTo(effect, 4));

  it("is unsupported after 30 days and counts as no effect", () => {
    expect(curve(30).isSupported).toBe(true);
    expect(curve(30.5)).toEqual({ stayRate: NaN, effect: 0, isSupported: false });
  });

  it("leaves more with a lower floor", () => {
    expect(winback(aftersales.winback, 0.2)(21).effect).toBeCloseTo(0.18 / 0.42, 10);
  });

  it("refuses a floor above the curve and days before the crossing", () => {
    expect(() => winback(aftersales.winback, 0.7)).toThrow("not below the curve's first stay rate 0.62: 0.7");
    expect(() => curve(-1)).toThrow("invalid days; negative: -1");
  });
});

describe("uplift", () => {
  it("is 25, 20, 10 and 2.79 points for the published tiers", () => {
    expect(uplift(0.45, 0.8)).toBeCloseTo(0.25, 12);
    expect(uplift(0.6, 0.6)).toBeCloseTo(0.2, 12);
    expect(uplift(0.7, 0.4)).toBeCloseTo(0.1, 12);
    expect(uplift(0.95, 12_000 / 154_000)).toBeCloseTo(0.0279, 4);
  });

  it("adds to the natural stay, to 1 at most", () => {
    expect(stayIfTreated(0.64, 0.2)).toBeCloseTo(0.56, 12);
    expect(stayIfTreated(0.1, 0.25)).toBe(1);
  });
});

describe("waiting: one customer, worked by hand", () => {
  const customer: WaitingCustomer = { tier: "high", p: 0.64, ltv: 5200, uplift: 0.2, daysSinceCrossing: 9 };
  const result = waiting(customer, curve);

  it("contacted by day 16: g .6003, stay .48, gain 624, net 324", () => {
    expect(result.thisWeek.days).toBe(16);
    expect(result.thisWeek.effect).toBeCloseTo(0.6003, 4);
    expect(result.thisWeek.stayIfTreated).toBeCloseTo(0.48, 3);
    expect(Math.round(result.thisWeek.expectedGain)).toBe(624);
    expect(Math.round(result.thisWeek.expectedGain - 300)).toBe(324);
  });

  it("a week later: nothing is left, so waiting costs 624", () => {
    expect(result.nextWeek).toMatchObject({ days: 23, effect: 0, expectedGain: 0 });
    expect(Math.round(result.costOfWaiting)).toBe(624);
  });

  it("contacted on day 9: g .9599, gain 998, net 698", () => {
    expect(result.today.effect).toBeCloseTo(0.9599, 4);
    expect(Math.round(result.today.expectedGain)).toBe(998);
    expect(Math.round(result.today.expectedGain - 300)).toBe(698);
  });
});

describe("cost of waiting", () => {
  const high: WaitingCustomer = { tier: "high", p: 0.6, ltv: 4000, uplift: 0.2, daysSinceCrossing: 0 };

  it("is 204 on day 0 and 495 on day 7, at an LTV of 4,000 in the high tier", () => {
    expect(Math.round(waiting(high, curve).costOfWaiting)).toBe(204);
    expect(Math.round(waiting({ ...high, daysSinceCrossing: 7 }, curve).costOfWaiting)).toBe(495);
  });

  it("is 0 once contacted", () => {
    expect(waiting({ ...high, isContacted: true }, curve).costOfWaiting).toBe(0);
    expect(treatment({ ...high, isContacted: true }, curve, 7).expectedGain).toBe(0);
  });

  it("is 0 in the medium and low tiers, which have no clock", () => {
    const medium = waiting({ ...high, tier: "medium", p: 0.4, uplift: 0.1 }, curve);
    expect(medium.costOfWaiting).toBe(0);
    expect(medium.thisWeek).toMatchObject({ days: undefined, effect: 1, isSupported: true });
    expect(medium.thisWeek.expectedGain).toBeCloseTo(400, 10);
  });

  it("marks what lies beyond the curve", () => {
    const late = waiting({ ...high, daysSinceCrossing: 20 }, curve);
    expect([late.thisWeek.isSupported, late.nextWeek.isSupported]).toEqual([true, false]);
    expect(late.nextWeek.expectedGain).toBe(0);
  });
});

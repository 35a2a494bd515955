import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newcombe } from "../../../src/model/stats/newcombe.js";
import { wilson } from "../../../src/model/stats/wilson.js";

describe("wilson", () => {
  // statsmodels, proportion_confint(method="wilson").
  it("gives 34.2 to 74.2 % for 11 of 20", () => {
    expect(wilson(11, 20).low).toBeCloseTo(0.34208534245034233, 12);
    expect(wilson(11, 20).high).toBeCloseTo(0.7418021417443759, 12);
  });

  it("starts at 0 when nobody stayed", () => {
    expect(wilson(0, 10)).toEqual({ value: 0, low: 0, high: expect.closeTo(0.27753279986288926, 12) });
  });

  it("is mirrored, lies in [0, 1] and holds its value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const successes = Math.round(n * share);
        const { value, low, high } = wilson(successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= value && value <= high).toBe(true);
        expect(wilson(n - successes, n).low).toBeCloseTo(1 - high, 12);
      }),
    );
  });

  it("refuses no trials and more successes than trials", () => {
    expect(() => wilson(0, 0)).toThrow("invalid n; not positive: 0");
    expect(() => wilson(5, 4)).toThrow("invalid successes; not in [0, 4]: 5");
  });
});

describe("newcombe", () => {
  it("gives Newcombe's published example, 56/70 against 48/80: .0524 to .3339", () => {
    const { value, low, high } = newcombe(56, 70, 48, 80);
    expect(value).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.05243147240236498, 12); // statsmodels, method "newcomb"
    expect(high).toBeCloseTo(0.33387265403690614, 12);
  });

  it("changes sign with its arguments", () => {
    const [there, back] = [newcombe(9, 10, 3, 10), newcombe(3, 10, 9, 10)];
    expect(back.low).toBeCloseTo(-there.high, 14);
    expect(back.high).toBeCloseTo(-there.low, 14);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaBinomialSequence } from "../../../src/model/stats/betaBinomialSequence.js";
import { mixturePValue, mixtureReach, normalMixture } from "../../../src/model/stats/normalMixture.js";
import { random } from "../../../src/model/stats/random.js";
import { wilson } from "../../../src/model/stats/wilson.js";

describe("betaBinomialSequence", () => {
  // SciPy 1.16: brentq on betaln(s + .5, n - s + .5) - betaln(.5, .5) - binomial log likelihood - log(20).
  it.each([
    [11, 20, 0.2306647625006837, 0.8419219427635137],
    [0, 10, 0, 0.3769873509906774],
    [300, 500, 0.5208569151983501, 0.6757931188254686],
    [1800, 2000, 0.8730019410686356, 0.9232628124138026],
  ])("of %i in %i", (successes, n, low, high) => {
    const interval = betaBinomialSequence(successes, n);
    expect(interval.low).toBeCloseTo(low, 10);
    expect(interval.high).toBeCloseTo(high, 10);
  });

  it("knows nothing before the first outcome", () => {
    expect(betaBinomialSequence(0, 0)).toEqual({ value: NaN, low: 0, high: 1 });
  });

  it("is wider than Wilson's interval, which allows one look only", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 3000 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (n, share) => {
        const successes = Math.round(n * share);
        const [sequence, single] = [betaBinomialSequence(successes, n), wilson(successes, n)];
        expect(sequence.high - sequence.low).toBeGreaterThan(single.high - single.low);
      }),
    );
  });

  it("holds the truth at all of 26 weekly looks in at least 95 % of seeded worlds, where Wilson's does not", () => {
    const { uniform } = random(4);
    const missed = { sequence: 0, wilson: 0 };
    for (let world = 0; world < 500; world++) {
      const failed = { sequence: false, wilson: false };
      let [n, stayed] = [0, 0];
      for (let week = 0; week < 26; week++) {
        for (let i = 0; i < 40; i++) stayed += Number(uniform() < 0.5);
        n += 40;
        const [sequence, single] = [betaBinomialSequence(stayed, n), wilson(stayed, n)];
        failed.sequence ||= sequence.low > 0.5 || sequence.high < 0.5;
        failed.wilson ||= single.low > 0.5 || single.high < 0.5;
      }
      missed.sequence += Number(failed.sequence);
      missed.wilson += Number(failed.wilson);
    }
    expect(missed.sequence / 500).toBeLessThanOrEqual(0.05);
    expect(missed.wilson / 500).toBeGreaterThan(0.15);
  });
});

describe("normalMixture", () => {
  it("reaches about three standard errors where it was planned, farther elsewhere", () => {
    const planned = mixtureReach(0.1, 0.1, 0.05);
    expect(planned).toBeCloseTo(3.035122413, 8); // the minimum over r of sqrt((1 + 1/r)(log(1 + r) + 2 log 20)), SciPy
    expect(mixtureReach(0.3, 0.1, 0.05)).toBeGreaterThan(planned);
    expect(mixtureReach(0.03, 0.1, 0.05)).toBeGreaterThan(planned);
  });

  it("excludes 0 exactly when its p-value is below alpha", () => {
    const positive = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), positive, positive, (value, standardError, planned) => {
        const { low, high } = normalMixture({ value, standardError }, planned);
        const margin = Math.min(Math.abs(low), Math.abs(high));
        if (margin < 1e-9) return;
        expect(mixturePValue({ value, standardError }, planned) < 0.05).toBe(low > 0 || high < 0);
      }),
    );
  });

  it("says nothing without a standard error and refuses a plan of 0", () => {
    expect(normalMixture({ value: 1, standardError: Infinity }, 0.1)).toEqual({
      value: 1,
      low: -Infinity,
      high: Infinity,
    });
    expect(() => normalMixture({ value: 1, standardError: 1 }, 0)).toThrow("invalid planned error; not positive: 0");
  });
});

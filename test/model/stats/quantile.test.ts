import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../../src/model/stats/random.js";
import { quantile, quantiles } from "../../../src/model/stats/quantile.js";

describe("quantile", () => {
  it("interpolates as NumPy does", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect(quantiles(values, [0.1, 0.25, 0.5, 0.9])).toEqual([1, 1.75, 3.5, expect.closeTo(6.9, 12)]);
    expect(values).toEqual([3, 1, 4, 1, 5, 9, 2, 6]);
  });

  it("agrees with a full sort", () => {
    const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = [...values].sort((a, b) => a - b);
        const position = p * (sorted.length - 1);
        const [lower, upper] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
        expect(quantile(values, p)).toBeCloseTo(lower + (position - Math.floor(position)) * (upper - lower), 10);
      }),
    );
  });

  it.each([
    ["smooth", (x: number) => x],
    ["skewed", (x: number) => Math.exp(40 * x)],
    ["with ties", (x: number) => Math.round(5 * x)],
    ["constant", () => 7],
    ["with one far away", (x: number) => (x > 0.9999 ? 1e12 : x)],
    ["partly endless", (x: number) => (x > 0.6 ? Infinity : x)],
  ])("agrees with a full sort on a long sample, %s", (_, shape) => {
    const stream = random(7);
    const values = Array.from({ length: 20_001 }, () => shape(stream.uniform()));
    const sorted = [...values].sort((a, b) => a - b);
    // 20,000 steps between values, so each of these falls on one
    const ps = [0.9, 0.025, 0.5, 0.1, 0, 1, 0.5];
    expect(quantiles(values, ps)).toEqual(ps.map((p) => sorted[Math.round(p * 20_000)]));
  });

  it("returns undefined for no values and refuses p outside [0, 1]", () => {
    expect(quantile([], 0.5)).toBeUndefined();
    expect(() => quantile([1], -0.1)).toThrow("invalid p; not in [0, 1]: -0.1");
  });
});

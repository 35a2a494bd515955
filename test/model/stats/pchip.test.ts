import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pchip } from "../../../src/model/stats/pchip.js";

describe("pchip", () => {
  // SciPy 1.16, PchipInterpolator.
  it("agrees with SciPy on the published points", () => {
    const curve = pchip([7, 14, 21, 30], [0.62, 0.55, 0.38, 0.22]);
    expect([9, 10, 16, 23, 29, 12.5].map(curve)).toEqual(
      [0.60898931, 0.60005831, 0.51027486, 0.33969007, 0.23460055, 0.57066235].map((y) => expect.closeTo(y, 7)),
    );
  });

  it("passes through its points and never leaves the range between two of them", () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 1, noNaN: true }), (steps, t) => {
        let x = 0;
        const xs = steps.map(([width]) => (x += width));
        const ys = steps.map(([, y]) => y);
        const curve = pchip(xs, ys);
        xs.forEach((at, i) => expect(curve(at)).toBeCloseTo(ys[i]!, 10));
        for (let i = 1; i < xs.length; i++) {
          const y = curve(xs[i - 1]! + t * (xs[i]! - xs[i - 1]!));
          expect(y).toBeGreaterThanOrEqual(Math.min(ys[i - 1]!, ys[i]!) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(ys[i - 1]!, ys[i]!) + 1e-9);
        }
      }),
    );
  });

  it("is NaN outside its points and refuses points out of order", () => {
    expect(pchip([0, 1], [0, 1])(1.1)).toBeNaN();
    expect(pchip([0, 2], [0, 1])(1)).toBe(0.5);
    expect(() => pchip([0, 0], [1, 2])).toThrow("invalid xs; not increasing: 0, 0");
  });
});

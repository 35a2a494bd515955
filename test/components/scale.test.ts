import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { density, heightAt } from "../../src/components/density.js";
import { linePath, niceTicks, scale, spread } from "../../src/components/scale.js";

describe("scale", () => {
  it("maps ends to ends", () => {
    const x = scale([0, 10], [5, 25]);
    expect([x(0), x(5), x(10)]).toEqual([5, 15, 25]);
  });
});

describe("linePath", () => {
  it("leaves a gap where a point is missing", () => {
    expect(
      linePath([
        [0, 1],
        [1, null],
        [2, 3],
        [3, 4],
      ]),
    ).toBe("M0,1M2,3L3,4");
  });
});

describe("niceTicks", () => {
  it("puts round numbers on an axis, 0 among them", () => {
    expect(niceTicks(0, 34_526, 4)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(niceTicks(-3.4, 8.4, 6)).toEqual([-2, 0, 2, 4, 6, 8]);
  });
  it("stays within the domain, at an even distance", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, span) => {
          const ticks = niceTicks(low, low + span);
          for (const tick of ticks) expect(tick >= low - 1e-6 * span && tick <= low + span * (1 + 1e-6)).toBe(true);
          expect(ticks.length).toBeLessThanOrEqual(6);
        },
      ),
    );
  });
});

describe("spread", () => {
  it("keeps order and distance", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 5 }), (positions) => {
        const placed = spread(positions, 15, 0, 300);
        const sorted = placed.toSorted((a, b) => a - b);
        sorted.slice(1).forEach((value, i) => expect(value - sorted[i]!).toBeGreaterThanOrEqual(15 - 1e-9));
        expect(Math.max(...placed)).toBeLessThanOrEqual(300);
      }),
    );
  });
  it("moves nothing that has room", () => {
    expect(spread([10, 60, 110], 15, 0, 200)).toEqual([10, 60, 110]);
  });
});

describe("density", () => {
  it("has its highest point at 1, where most draws lie", () => {
    const draws = [1, 2, 2, 2, 2, 3];
    const curve = density(draws, [0, 4], 4);
    expect(Math.max(...curve.map(({ y }) => y))).toBe(1);
    expect(curve.find(({ y }) => y === 1)!.x).toBe(2.5);
    expect(heightAt(curve, 2.5)).toBe(1);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binFrame, chooseAxes, cutBetween, quantileCuts } from "../../../loaders/model/binFrame.js";
import { otherLevel, type Frame } from "../../../src/model/churn/types.js";

describe("quantileCuts", () => {
  it("cuts between all values when they are few", () => {
    expect(quantileCuts(Float64Array.of(3, 1, NaN, 2, 2, 10), 8)).toEqual([2, 3, 7]);
  });

  it("shares many values into bins of about equal size", () => {
    const cuts = quantileCuts(
      Float64Array.from({ length: 1000 }, (_, i) => i),
      10,
    );
    expect(cuts).toHaveLength(9);
    [100, 200, 300, 400, 500, 600, 700, 800, 900].forEach((at, i) =>
      expect(Math.abs(cuts[i]! - at)).toBeLessThanOrEqual(1),
    );
  });

  it("keeps a heavy value in a bin of its own and spends the others on the rest", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 800 ? 0 : i));
    expect(quantileCuts(values, 5).filter((cut) => cut > 0)).toHaveLength(4);
  });

  it("needs none for a constant, or for nothing", () => {
    expect(quantileCuts(Float64Array.of(5, 5, NaN), 8)).toEqual([]);
    expect(quantileCuts(Float64Array.of(NaN), 8)).toEqual([]);
  });
});

describe("cutBetween", () => {
  it("is short to read", () => {
    expect(cutBetween(29.85, 30.2)).toBe(30);
    expect(cutBetween(0, 1)).toBe(0.5);
    expect(cutBetween(0.123456, 0.123458)).toBe(0.123457);
  });

  it("lies above one value and not above the other, finite even beside infinity", () => {
    const any = fc.double({ noNaN: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        fc.pre(a < b && a < Number.MAX_VALUE && b > -Number.MAX_VALUE);
        const cut = cutBetween(a, b);
        expect(a < cut && cut <= b && Number.isFinite(cut)).toBe(true);
      }),
    );
  });
});

describe("binFrame", () => {
  it("puts numbers below the cut, rare and unknown levels into other, NaN into missing", () => {
    const frame: Frame = {
      rows: 5,
      columns: [
        { id: "n", kind: "number", values: Float64Array.of(1, 2, 2, NaN, 1) },
        { id: "c", kind: "category", levels: ["rare", "often", otherLevel], values: Float64Array.of(1, 1, 0, NaN, 2) },
      ],
    };
    const axes = chooseAxes(frame, { minLevelRows: 2 });
    expect(axes).toEqual([
      { kind: "steps", feature: "n", cuts: [2] },
      { kind: "levels", feature: "c", levels: ["often"] },
    ]);
    const { bins, counts } = binFrame(frame, axes);
    expect(bins.map((own) => [...own])).toEqual([
      [0, 1, 1, 2, 0],
      [0, 0, 1, 2, 1],
    ]);
    expect(counts).toEqual([3, 3]);
  });
});

import { describe, expect, it } from "vitest";
import { drawFeatures, drawRows } from "../../../../loaders/model/trees/draw.js";
import { random } from "../../../../src/model/stats/random.js";

const folds = Uint8Array.from({ length: 20_000 }, (_, i) => i % 4);

describe("drawRows", () => {
  it("draws the share asked for, never of the fold held out, and returns all others", () => {
    const { drawn, others } = drawRows(folds, 1, 0.5, random(1).uint32);
    expect(drawn.length / 15_000).toBeCloseTo(0.5, 1);
    expect(drawn.some((row) => folds[row] === 1)).toBe(false);
    expect([...drawn, ...others].sort((a, b) => a - b)).toEqual(Array.from(folds.keys()));
  });

  it("draws every candidate for a share of 1", () => {
    expect(drawRows(folds, 1, 1, random(1).uint32).drawn).toHaveLength(15_000);
  });

  it("draws neighbours independently: two in a row as often as chance has it", () => {
    const { drawn } = drawRows(new Uint8Array(40_000), 1, 0.5, random(2).uint32);
    const pairs = drawn.filter((row, d) => d > 0 && row - drawn[d - 1]! === 1).length;
    expect(pairs / 40_000).toBeCloseTo(0.25, 1);
  });
});

describe("drawFeatures", () => {
  it("draws a share of them, at least one, in order", () => {
    const found = drawFeatures(10, 0.8, random(1).uniform);
    expect(found).toHaveLength(8);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(drawFeatures(3, 0.01, random(1).uniform)).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { gains, profitCurve } from "../../../src/model/stats/lift.js";
import { psi, psiOfCounts } from "../../../src/model/stats/psi.js";

describe("gains", () => {
  it("finds all leavers first when the ranking is perfect", () => {
    const points = gains({ p: [0.9, 0.8, 0.2, 0.1], y: [1, 1, 0, 0] }, 4)!;
    expect(points.map((point) => point.gain)).toEqual([0.5, 1, 1, 1]);
    expect(points.map((point) => point.lift)).toEqual([2, 2, 4 / 3, 1]);
  });

  it("is the diagonal when every score is the same, whatever the order of rows", () => {
    const points = gains({ p: [0.5, 0.5, 0.5, 0.5], y: [1, 1, 0, 0] }, 4)!;
    for (const point of points) expect(point.lift).toBeCloseTo(1, 12);
  });

  it("counts a weighted row as many", () => {
    const weighted = gains({ p: [0.9, 0.1], y: [0, 1], weights: [3, 1] }, 4)!;
    const repeated = gains({ p: [0.9, 0.9, 0.9, 0.1], y: [0, 0, 0, 1] }, 4)!;
    weighted.forEach((point, i) => expect(point.gain).toBeCloseTo(repeated[i]!.gain, 12));
  });

  it("returns undefined if nobody left", () => expect(gains({ p: [0.5], y: [0] })).toBeUndefined());
});

describe("profitCurve", () => {
  it("starts at 0 and pays value a leaver less cost a contact", () => {
    const points = profitCurve({ p: [0.9, 0.8, 0.2, 0.1], y: [1, 0, 1, 0] }, { value: 100, cost: 30 }, 4);
    expect(points.map((point) => point.profit)).toEqual([0, 70, 40, 110, 80]);
  });
});

describe("psi", () => {
  it("is the published formula with half a row added to each bin", () => {
    expect(psiOfCounts([30, 40, 30], [10, 40, 50])).toBeCloseTo(0.3094774540133668, 12); // NumPy
  });

  it("is 0 for the same sample and grows when it moves or goes missing", () => {
    const sample = Array.from({ length: 1000 }, (_, i) => i);
    expect(psi(sample, sample)).toBeCloseTo(0, 12);
    expect(
      psi(
        sample,
        sample.map((x) => x + 300),
      )!,
    ).toBeGreaterThan(0.25);
    expect(
      psi(
        sample,
        sample.map((x) => (x % 2 ? NaN : x)),
      )!,
    ).toBeGreaterThan(0.25);
  });

  it("returns undefined with no rows and refuses different bins", () => {
    expect(psi([], [1])).toBeUndefined();
    expect(() => psiOfCounts([1], [1, 2])).toThrow("invalid counts; lengths differ: 1, 2");
  });
});

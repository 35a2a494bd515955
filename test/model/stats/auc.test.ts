import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc, aucDifference } from "../../../src/model/stats/auc.js";
import { random } from "../../../src/model/stats/random.js";
import { challenger, p, weights, y } from "./twentyRows.js";

describe("auc", () => {
  // The value from scikit-learn, the error from DeLong's formulas written out over all pairs in NumPy.
  it("is the classic DeLong without weights, ties counting half", () => {
    const result = auc({ p, y })!;
    expect(result.value).toBeCloseTo(0.8131313131313131, 14);
    expect(result.standardError).toBeCloseTo(0.09707617260388697, 14);
    expect(result.low).toBeCloseTo(0.8131313131313131 - 1.959963984540054 * 0.09707617260388697, 12);
    expect(result.high).toBe(1);
    expect([result.positives, result.negatives]).toEqual([9, 11]);
  });

  it("weights rows, in the value (scikit-learn's sample_weight) and in the error", () => {
    const result = auc({ p, y, weights })!;
    expect(result.value).toBeCloseTo(0.37426900584795325, 14);
    expect(result.standardError).toBeCloseTo(0.21429078937927615, 14);
  });

  it("does not change when every weight is multiplied", () => {
    expect(auc({ p, y, weights: y.map(() => 7) })!.standardError).toBeCloseTo(auc({ p, y })!.standardError, 14);
  });

  it("adds influences within a cluster before squaring", () => {
    const clusters = y.map((_, i) => Math.floor(i / 2));
    expect(auc({ p, y }, { clusters })!.standardError).toBeCloseTo(0.09364908526661421, 14); // NumPy
  });

  it("does not shrink its error when each customer is stacked 13 times, given clusters", () => {
    const stack = <T>(values: readonly T[]) => Array.from({ length: 13 }, () => values).flat();
    const clusters = stack(y.map((_, i) => i));
    const stacked = auc({ p: stack(p), y: stack(y) }, { clusters })!.standardError;
    expect(stacked).toBeGreaterThan(0.9 * auc({ p, y })!.standardError);
    expect(auc({ p: stack(p), y: stack(y) })!.standardError).toBeLessThan(0.3 * stacked);
  });

  it("turns around when scores are negated, and ignores any increasing change of scale", () => {
    const row = fc.record({ p: fc.integer({ min: 1, max: 9 }), y: fc.constantFrom(0, 1) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), (rows) => {
        const labels = rows.map((r) => r.y);
        const result = auc({ p: rows.map((r) => r.p), y: labels });
        if (!result) return;
        expect(auc({ p: rows.map((r) => -r.p), y: labels })!.value).toBeCloseTo(1 - result.value, 12);
        expect(auc({ p: rows.map((r) => Math.exp(r.p)), y: labels })!.value).toBe(result.value);
      }),
    );
  });

  it("returns undefined if a class is missing, and [0, 1] if one has a single row", () => {
    expect(auc({ p: [0.1, 0.2], y: [0, 0] })).toBeUndefined();
    expect(auc({ p: [0.1, 0.2, 0.3], y: [0, 0, 1] })).toMatchObject({ value: 1, low: 0, high: 1 });
  });

  it("refuses a label other than 0 or 1, a score that is missing and a weight of 0", () => {
    expect(() => auc({ p: [0.1], y: [2] })).toThrow("invalid label; neither 0 nor 1 at row 0: 2");
    expect(() => auc({ p: [NaN], y: [1] })).toThrow("invalid score; not a number at row 0: NaN");
    expect(() => auc({ p: [0.1], y: [1], weights: [0] })).toThrow("invalid weight; not positive at row 0: 0");
  });

  it("covers the truth in about 95 % of seeded holdout-weighted worlds", () => {
    const stream = random(11);
    // Leavers score one standard deviation higher: AUC = Phi(1 / sqrt 2) = .7602499.
    const covers = Array.from({ length: 400 }, () => {
      const labels = Array.from({ length: 2000 }, () => +(stream.uniform() < 0.25));
      const scores = labels.map((label) => label + stream.normal());
      const rowWeights = labels.map(() => (stream.uniform() < 0.3 ? 10 : 1));
      const { low, high } = auc({ p: scores, y: labels, weights: rowWeights })!;
      return low <= 0.7602499 && 0.7602499 <= high;
    }).filter(Boolean).length;
    expect(covers / 400).toBeGreaterThan(0.92);
    expect(covers / 400).toBeLessThan(0.98);
  });
});

describe("aucDifference", () => {
  it("is the paired DeLong test", () => {
    const result = aucDifference({ p, y, challenger })!;
    expect(result.value).toBeCloseTo(0.005050505050504972, 12); // NumPy and SciPy
    expect(result.standardError).toBeCloseTo(0.05799290669395345, 12);
    expect(result.pValue).toBeCloseTo(0.9306013061848639, 10);
  });

  it("is exactly nothing against itself", () => {
    expect(aucDifference({ p, y, challenger: p })).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
  });
});

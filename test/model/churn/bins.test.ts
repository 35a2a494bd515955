import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, fillBins } from "../../../src/model/churn/bins.js";

/** The definition: cuts at or below x. */
const counted = (cuts: ArrayLike<number>, x: number): number => Array.from(cuts).filter((cut) => cut <= x).length;

const number = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, Infinity, -Infinity, Number.MAX_VALUE),
);
const cutLists = fc
  .uniqueArray(number, { maxLength: 300, comparator: (a, b) => a === b })
  .map((cuts) => Float64Array.from(cuts).sort());

describe("bins", () => {
  it("count the cuts at or below a value, one value at a time or a column at once", () => {
    fc.assert(
      fc.property(cutLists, fc.array(number, { minLength: 1, maxLength: 30 }), (cuts, some) => {
        // the cuts themselves too: a value on a cut is above it
        const few = Float64Array.from([...some, ...cuts.slice(0, 5)]);
        const many = new Float64Array(600).map((_, i) => few[i % few.length]!);
        for (const values of [few, many]) {
          const bins = new Uint16Array(values.length);
          fillBins(cuts, values, 999, bins);
          values.forEach((x, i) =>
            expect([x, bins[i], binOf(cuts, x)]).toEqual([x, counted(cuts, x), counted(cuts, x)]),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("give missing values a bin of their own, at any number of rows", () => {
    for (const rows of [3, 3000]) {
      const values = new Float64Array(rows).map((_, i) => (i % 3 === 0 ? NaN : i % 3));
      const bins = new Int32Array(rows);
      fillBins(Float64Array.of(2), values, 9, bins);
      expect(Array.from(bins.subarray(-3))).toEqual([9, 0, 1]);
    }
  });

  it("read a part of a column where it lies", () => {
    const values = new Float64Array(2000).map((_, i) => i);
    const bins = new Uint16Array(1000);
    fillBins(Float64Array.of(1500), values.subarray(1000), 9, bins);
    expect([bins[499], bins[500]]).toEqual([0, 1]);
  });
});

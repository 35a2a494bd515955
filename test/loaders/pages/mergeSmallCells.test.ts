import fc from "fast-check";
import { sum } from "d3-array";
import { describe, expect, it } from "vitest";
import { mergeSmallCells } from "../../../loaders/pages/mergeSmallCells.js";
import { smallestCount as smallestCell } from "../../../loaders/pages/smallCounts.js";
import type { HistogramCell } from "../../../src/pageData.js";
import { tierIds } from "../../../src/playbooks/types.js";

const money = fc.double({ min: 0, max: 1e5, noNaN: true });
const cell: fc.Arbitrary<HistogramCell> = fc.record({
  tier: fc.constantFrom(...tierIds),
  p: fc.nat(19),
  ltv: fc.integer({ min: -1, max: 9 }),
  delay: fc.option(fc.double({ min: 0, max: 200, noNaN: true })),
  customers: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 500 })),
  sumP: fc.double({ min: 0, max: 500, noNaN: true }),
  sumLtv: money,
  sumPLtv: money,
});
const cells = fc.array(cell, { maxLength: 60 });
const of = (tier: string, found: readonly HistogramCell[]) => found.filter((c) => c.tier === tier);

describe("merged small cells", () => {
  it("keep every tier's totals", () => {
    fc.assert(
      fc.property(cells, (before) => {
        const after = mergeSmallCells(before);
        for (const tier of tierIds)
          for (const key of ["customers", "sumP", "sumLtv", "sumPLtv"] as const)
            expect(sum(of(tier, after), (c) => c[key])).toBeCloseTo(
              sum(of(tier, before), (c) => c[key]),
              5,
            );
      }),
    );
  });

  it("leave no cell of fewer than 5 where the tier has 5 or more, and one cell where it has fewer", () => {
    fc.assert(
      fc.property(cells, (before) => {
        const after = mergeSmallCells(before);
        for (const tier of tierIds) {
          const total = sum(of(tier, before), (c) => c.customers);
          const small = of(tier, after).filter(({ customers }) => customers < smallestCell);
          if (total >= smallestCell) expect(small).toEqual([]);
          else expect(of(tier, after)).toHaveLength(total ? 1 : 0);
        }
      }),
    );
  });

  it("keep the mean delay of those who have one", () => {
    fc.assert(
      fc.property(cells, (before) => {
        const delays = (found: readonly HistogramCell[]) =>
          found.flatMap(({ delay }) => (delay === null ? [] : [delay]));
        const after = mergeSmallCells(before);
        for (const tier of tierIds) {
          const [low, high] = [Math.min(...delays(of(tier, before))), Math.max(...delays(of(tier, before)))];
          for (const delay of delays(of(tier, after))) {
            expect(delay).toBeGreaterThanOrEqual(low - 1e-9);
            expect(delay).toBeLessThanOrEqual(high + 1e-9);
          }
        }
      }),
    );
  });

  it("are of the larger one's bin, and large cells stay as they are", () => {
    const base = { tier: "high" as const, p: 12, delay: 4, sumP: 1, sumLtv: 1, sumPLtv: 1 };
    const [small, large, alone] = [
      { ...base, ltv: 0, customers: 3 },
      { ...base, ltv: 1, customers: 8, delay: 15 },
      { ...base, ltv: 2, customers: 5 },
    ];
    expect(mergeSmallCells([small, large, alone])).toEqual([
      { ...base, ltv: 1, customers: 11, delay: (3 * 4 + 8 * 15) / 11, sumP: 2, sumLtv: 2, sumPLtv: 2 },
      alone,
    ]);
  });
});

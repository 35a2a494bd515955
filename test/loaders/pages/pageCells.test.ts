import fc from "fast-check";
import { sum } from "d3-array";
import { describe, expect, it } from "vitest";
import { pageCells } from "../../../loaders/pages/pageCells.js";
import type { HistogramCell, PageCell } from "../../../src/pageData.js";
import { tierIds } from "../../../src/playbooks/types.js";

const cell: fc.Arbitrary<HistogramCell> = fc
  .record({
    tier: fc.constantFrom(...tierIds),
    p: fc.nat(19),
    ltv: fc.nat(9),
    delay: fc.option(fc.nat(31)),
    customers: fc.integer({ min: 1, max: 500 }),
  })
  .map((one) => {
    const [sumP, sumLtv] = [one.customers * (one.p + 0.5) * 0.05, one.customers * (one.ltv + 1) * 800];
    return { ...one, sumP, sumLtv, sumPLtv: 0 };
  });
const total = (cells: readonly PageCell[], tier: string, key: "customers" | "sumP" | "sumLtv") =>
  sum(cells, (one) => (one.tier === tier ? one[key] : 0));

describe("cells of a page", () => {
  it("are no more than so many, and keep every tier's totals", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 120 }), fc.integer({ min: 8, max: 60 }), (cells, most) => {
        const fitted = pageCells(cells, most);
        expect(fitted.length).toBeLessThanOrEqual(Math.max(most, 8));
        for (const tier of tierIds)
          for (const key of ["customers", "sumP", "sumLtv"] as const)
            expect(total(fitted, tier, key)).toBeCloseTo(total(cells, tier, key), 4);
      }),
    );
  });

  it("are as they were where they are few enough", () => {
    const few = fc.sample(cell, { numRuns: 20, seed: 1 });
    expect(pageCells(few)).toEqual(
      few.map(({ tier, delay, customers, sumP, sumLtv }) => ({
        tier,
        delay,
        customers,
        sumP: Number(sumP.toFixed(8)),
        sumLtv,
      })),
    );
  });

  it("join first those who differ least: neighbouring days before neighbouring values", () => {
    const one = { tier: "high" as const, p: 11, customers: 10, sumP: 5.75, sumPLtv: 0 };
    const cells = [
      { ...one, ltv: 2, delay: 3, sumLtv: 20_000 },
      { ...one, ltv: 2, delay: 5, sumLtv: 20_000 },
      { ...one, ltv: 7, delay: 4, sumLtv: 60_000 },
    ];
    expect(pageCells(cells, 2)).toEqual([
      { tier: "high", delay: 4, customers: 20, sumP: 11.5, sumLtv: 40_000 },
      { tier: "high", delay: 4, customers: 10, sumP: 5.75, sumLtv: 60_000 },
    ]);
  });
});

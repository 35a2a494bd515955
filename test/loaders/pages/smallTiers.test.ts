import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCells, foldCounts, foldTiers, hostsOf } from "../../../loaders/pages/smallTiers.js";
import type { HistogramCell, TierRow } from "../../../src/pageData.js";
import { tierIds, type TierId } from "../../../src/playbooks/types.js";

const counts = (critical: number, high: number, medium: number, low: number) => ({ critical, high, medium, low });
const row = (tier: TierId, customers: number, meanP: number): TierRow => ({
  ...{ tier, customers, meanP, meanLtv: 1000 },
  ...{ expectedLosses: customers * meanP, money: customers * meanP * 1000 },
});

describe("tiers of fewer than five customers", () => {
  it.each([
    ["nobody is few", counts(5, 8, 20, 90), counts(5, 8, 20, 90)],
    ["an empty tier is no secret", counts(0, 8, 20, 90), counts(0, 8, 20, 90)],
    ["the top one is counted with the next", counts(3, 8, 20, 90), counts(0, 11, 20, 90)],
    ["two that are few together still are", counts(3, 1, 20, 90), counts(0, 0, 24, 90)],
    ["two that are enough together stay in the second", counts(3, 2, 20, 90), counts(0, 5, 20, 90)],
    ["the lowest is counted with the one above", counts(6, 8, 20, 2), counts(6, 8, 22, 0)],
    ["with the next above that holds anybody", counts(6, 0, 0, 2), counts(8, 0, 0, 0)],
    ["fewer than five in all are one tier", counts(1, 1, 1, 1), counts(0, 0, 0, 4)],
  ])("%s", (_, before, after) => {
    expect(foldCounts(before)).toEqual(after);
  });

  it("keep the totals; no tier but the last of a handful shows from 1 to 4", () => {
    const sizes = fc.record(
      Object.fromEntries(tierIds.map((tier) => [tier, fc.nat(12)])) as Record<TierId, fc.Arbitrary<number>>,
    );
    fc.assert(
      fc.property(sizes, (before) => {
        const after = foldCounts(before);
        const total = (of: Record<TierId, number>) => tierIds.reduce((sum, tier) => sum + of[tier], 0);
        expect(total(after)).toBe(total(before));
        const small = tierIds.filter((tier) => after[tier] > 0 && after[tier] < 5);
        expect(total(before) >= 5 ? small : []).toEqual([]);
        expect(tierIds.every((tier) => hostsOf(before)[hostsOf(before)[tier]] === hostsOf(before)[tier])).toBe(true);
      }),
    );
  });

  it("say that they are few, and their losses and money are their host's", () => {
    const [critical, high] = foldTiers([
      row("critical", 2, 0.8),
      row("high", 8, 0.6),
      row("medium", 30, 0.4),
      row("low", 90, 0.1),
    ]);
    expect(critical).toEqual({
      tier: "critical",
      customers: 0,
      isFew: true,
      meanP: 0,
      meanLtv: null,
      expectedLosses: 0,
      money: null,
    });
    // 2 × .8 + 8 × .6 = 6.4 of 10
    expect(high).toMatchObject({ tier: "high", customers: 10, meanLtv: 1000 });
    expect([high!.meanP, high!.expectedLosses, high!.money!].map((x) => Number(x.toFixed(9)))).toEqual([
      0.64, 6.4, 6400,
    ]);
    expect(high!.isFew).toBeUndefined();
  });

  it("take their cells with them, so that the histogram adds up to the rows", () => {
    const rows = [row("critical", 2, 0.8), row("high", 8, 0.6), row("medium", 30, 0.4), row("low", 90, 0.1)];
    const cells = rows.map(({ tier, customers }) => ({ tier, customers }) as HistogramCell);
    expect(foldCells(cells, rows).map(({ tier }) => tier)).toEqual(["high", "high", "medium", "low"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeSmallBins } from "../../../loaders/pages/mergeSmallBins.js";

const bins = (customers: readonly number[]) =>
  customers.map((count, i) => ({
    fromDays: 7 * i,
    toDays: i === customers.length - 1 ? null : 7 * i + 6,
    customers: count,
    cost: 100 * count,
  }));
type Bin = ReturnType<typeof bins>[number];
const merged = (customers: readonly number[], audience: "executive" | "team") =>
  mergeSmallBins<Bin>(bins(customers), audience, (a, b) => ({ cost: a.cost + b.cost }));

describe("mergeSmallBins", () => {
  it("leaves a team's groups as they are", () => {
    expect(merged([1, 0, 9], "team").map(({ customers }) => customers)).toEqual([1, 0, 9]);
  });

  it("merges an executive's group of one to four with the next, the last with the one before", () => {
    expect(merged([12, 3, 9, 2], "executive")).toEqual([
      { fromDays: 0, toDays: 6, customers: 12, cost: 1200 },
      { fromDays: 7, toDays: null, customers: 14, cost: 1400 },
    ]);
  });

  it("never leaves a small group beside another, and keeps the totals", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }), (customers) => {
        const found = merged(customers, "executive");
        const total = customers.reduce((a, b) => a + b, 0);
        expect(found.reduce((sum, { cost }) => sum + cost, 0)).toBe(100 * total);
        if (found.length > 1) for (const { customers: n } of found) expect(n === 0 || Number(n) >= 5).toBe(true);
        expect(found.at(-1)!.toDays).toBeNull();
      }),
    );
  });
});

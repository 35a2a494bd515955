import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shownChanges, shownMoves } from "../../../loaders/pages/shownMoves.js";
import { tierIds } from "../../../src/playbooks/types.js";

const from = fc.constantFrom(...tierIds, "new" as const);
const to = fc.constantFrom(...tierIds, "lost" as const);
const move = fc.record({
  from,
  to,
  customers: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 900 })),
});
const moves = fc.uniqueArray(move, { selector: (one) => `${one.from} ${one.to}`, maxLength: 25 });

describe("moves between tiers", () => {
  it("are all shown to the team", () => {
    fc.assert(fc.property(moves, (all) => void expect(shownMoves(all, "team")).toEqual(all)));
  });

  it("of fewer than five read <5 to executives, and what would give one away by subtraction reads ≥5", () => {
    const all = [
      { from: "high", to: "high", customers: 80 },
      { from: "high", to: "critical", customers: 3 },
      { from: "high", to: "low", customers: 9 },
      { from: "critical", to: "critical", customers: 40 },
      { from: "low", to: "low", customers: 700 },
    ] as const;
    expect(shownMoves(all, "executive").map(({ customers }) => customers)).toEqual([80, "<5", "≥5", "≥5", "≥5"]);
  });

  it("never leave one number alone withheld in a row or column that has another", () => {
    fc.assert(
      fc.property(moves, (all) => {
        const shown = shownMoves(all, "executive");
        shown.forEach(({ customers }, i) => {
          const exact = all[i]!.customers;
          expect(customers === exact || customers === (exact < 5 ? "<5" : "≥5")).toBe(true);
        });
        expect(shown.some(({ customers }) => typeof customers === "number" && customers < 5)).toBe(false);
        for (const key of ["from", "to"] as const)
          for (const name of new Set(shown.map((one) => one[key]))) {
            const line = shown.filter((one) => one[key] === name);
            const withheld = line.filter(({ customers }) => typeof customers !== "number").length;
            expect(withheld !== 1 || line.length === 1).toBe(true);
          }
      }),
    );
  });
});

describe("changes of a health component", () => {
  const change = { id: "usage", mean: -1.2, fell: 3, rose: 12, scored: 40 };

  it("mask small counts for executives only", () => {
    expect(shownChanges([change], "executive")).toEqual([{ id: "usage", mean: -1.2, fell: "<5", rose: 12 }]);
    expect(shownChanges([change], "team")).toEqual([{ id: "usage", mean: -1.2, fell: 3, rose: 12 }]);
  });

  it("that fewer than five customers have are left out for executives: a mean of one is that one", () => {
    expect(shownChanges([{ ...change, scored: 4 }], "executive")).toEqual([]);
  });
});

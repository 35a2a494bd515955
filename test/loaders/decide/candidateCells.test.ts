import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidateCells } from "../../../loaders/decide/candidateCells.js";
import { cellsOf } from "../../../src/model/allocation/cellsOf.js";
import { compareOrders } from "../../../src/model/allocation/compareOrders.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { winback } from "../../../src/model/winback.js";

const tiers = ["critical", "high", "medium"] as const;
const actions = {
  critical: { cost: 800, uplift: 0.25, channel: "executive_visit" },
  high: { cost: 300, uplift: 0.2, channel: "advisor_call" },
  medium: { cost: 50, uplift: 0.1 },
};
const curve = winback(aftersales.winback);

const candidate = fc
  .record({
    tier: fc.constantFrom(...tiers),
    p: fc.double({ min: 0.3, max: 1, noNaN: true }),
    ltv: fc.double({ min: 0, max: 20_000, noNaN: true }),
    days: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ tier, p, ltv, days }) => ({ tier, p, ltv, delay: tier === "medium" ? null : days }));
const candidates = fc
  .array(candidate, { minLength: 1, maxLength: 300 })
  .map((list) => list.map((one, i) => ({ ...one, id: `C-${i}` })));

describe("candidates who are alike", () => {
  it("lose nobody, no probability and no money", () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const cells = candidateCells(list);
        const total = (key: "customers" | "sumP" | "sumLtv") => cells.reduce((sum, cell) => sum + cell[key], 0);
        expect(total("customers")).toBe(list.length);
        expect(total("sumP")).toBeCloseTo(
          list.reduce((sum, { p }) => sum + p, 0),
          6,
        );
        expect(total("sumLtv")).toBeCloseTo(
          list.reduce((sum, { ltv }) => sum + ltv, 0),
          4,
        );
      }),
    );
  });

  it("spend and gain together what they do one by one, where everybody is reached and p caps nobody", () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const alone = list.map((one) => ({ ...one, p: Math.max(one.p, 0.3) }));
        const grouped = candidateCells(alone).map(({ tier, delay, customers, sumP, sumLtv }) => ({
          ...{ tier, delay, customers },
          p: Math.min(1, sumP / customers),
          ltv: sumLtv / customers,
        }));
        const one = compareOrders(cellsOf(alone, actions, curve), {}).risk;
        const all = compareOrders(cellsOf(grouped, actions, curve), {}).risk;
        expect(all.customers).toBe(one.customers);
        expect(all.spend).toBeCloseTo(one.spend, 6);
        expect(Math.abs(all.gain - one.gain)).toBeLessThanOrEqual(1e-9 * Math.max(1, one.gain));
      }),
    );
  });
});

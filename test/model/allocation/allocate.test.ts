import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../../../src/model/allocation/allocate.js";
import { cellsOf, type Likes } from "../../../src/model/allocation/cellsOf.js";
import { compareOrders, netPerHead } from "../../../src/model/allocation/compareOrders.js";
import type { Allocation, AllocationCell, Limits } from "../../../src/model/allocation/types.js";
import { random } from "../../../src/model/stats/random.js";
import { winback } from "../../../src/model/winback.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";

const curve = winback(aftersales.winback);
const actions = {
  critical: { cost: 800, uplift: 0.25, channel: "executive_visit" },
  high: { cost: 300, uplift: 0.2, channel: "advisor_call" },
  medium: { cost: 50, uplift: 0.1, channel: "push" },
  low: { cost: 10, uplift: 0.95 - (1 - 12_000 / 154_000), channel: "routine" },
};

/** A joint histogram of about 200,000 customers, as a weekly run writes it. */
function histogram(seed: number): Likes[] {
  const { uniform, integer } = random(seed);
  const bounds = { critical: [0.7, 1], high: [0.5, 0.7], medium: [0.3, 0.5] } as const;
  return (["critical", "high", "medium"] as const).flatMap((tier) =>
    Array.from({ length: 400 }, () => {
      const [from, to] = bounds[tier];
      const delay = tier === "medium" ? null : 7 * integer(5);
      return {
        tier,
        p: from + (to - from) * uniform(),
        ltv: 500 + 8000 * uniform() ** 2,
        delay,
        customers: 1 + integer(60),
      };
    }),
  );
}

function expectWithin(
  plan: Allocation,
  cells: readonly AllocationCell[],
  { budget = Infinity, capacity = {} }: Limits,
) {
  expect(plan.spend).toBeLessThanOrEqual(budget + 1e-6);
  for (const [channel, units] of Object.entries(plan.used))
    expect(units).toBeLessThanOrEqual(capacity[channel] ?? Infinity);
  cells.forEach(({ count }, cell) => {
    const got = plan.taken.filter((row) => row.cell === cell).reduce((sum, row) => sum + row.count, 0);
    expect(got).toBeLessThanOrEqual(count);
  });
}

describe("the published figures", () => {
  it("are worth +200, +500, +350 and +102 元 a head, from critical to low", () => {
    const tiers = [
      { tier: "critical", p: 0.8 },
      { tier: "high", p: 0.6 },
      { tier: "medium", p: 0.4 },
      { tier: "low", p: 12_000 / 154_000 },
    ] as const;
    const cells = cellsOf(
      tiers.map((row) => ({ ...row, ltv: 4000, delay: 0 })),
      actions,
      curve,
    );
    expect(cells.map((cell) => Math.round(netPerHead(cell)))).toEqual([200, 500, 350, 102]);
  });
});

describe("cellsOf", () => {
  it("lets the gain of the two top tiers fade with the delay, and gives a tier without action no option", () => {
    const row = { tier: "high", p: 0.64, ltv: 5200 } as const;
    const gains = [0, 9, 20].map((delay) => cellsOf([{ ...row, delay }], actions, curve)[0]!.options[0]!.gain);
    expect(gains.map(Math.round)).toEqual([1040, 624, 0]);
    expect(cellsOf([{ ...row, delay: 0 }], {}, curve)[0]!.options).toEqual([]);
  });
});

describe("allocate", () => {
  const cells = cellsOf(histogram(1), actions, curve);
  const capacity = { executive_visit: 600, advisor_call: 3000 };

  it.each([
    ["a tight budget", { budget: 200_000 }],
    ["a wide budget", { budget: 2_000_000 }],
    ["capacities alone", { capacity }],
    ["both", { budget: 800_000, capacity }],
    ["no limit", {}],
  ])("earns within .1 % of its upper bound: %s", (_, limits) => {
    const plan = allocate(cells, limits);
    expectWithin(plan, cells, limits);
    expect(plan.net).toBeLessThanOrEqual(plan.upperBound * (1 + 1e-9));
    expect(plan.net).toBeGreaterThan(0.999 * plan.upperBound);
  });

  it.each([1, 2, 3])("comes as close when each customer may get any tier's action (world %i)", (seed) => {
    const { uniform } = random(seed + 100);
    const several = cellsOf(histogram(seed), actions, curve).map((cell): AllocationCell => {
      const [own] = cell.options;
      const lesser = { action: "call", cost: 300, gain: own!.gain * (0.3 + 0.5 * uniform()), channel: "advisor_call" };
      const push = { action: "push", cost: 50, gain: own!.gain * 0.3 * uniform() };
      return { ...cell, options: [own!, lesser, push] };
    });
    const limits = { budget: 1_500_000, capacity };
    const plan = allocate(several, limits);
    expectWithin(plan, several, limits);
    expect(plan.net).toBeGreaterThan(0.999 * plan.upperBound);
    expect(plan.net).toBeLessThanOrEqual(plan.upperBound * (1 + 1e-9));
  });

  it("works on customers one by one", () => {
    const customers = histogram(5).flatMap((row) => Array.from({ length: 10 }, () => ({ ...row, customers: 1 })));
    const limits = { budget: 300_000, capacity: { executive_visit: 12, advisor_call: 630 } };
    const plan = allocate(cellsOf(customers, actions, curve), limits);
    expect(plan.net).toBeGreaterThan(0.999 * plan.upperBound);
    expect(plan.taken.every(({ count }) => count === 1)).toBe(true);
  });

  it("spends nothing without a budget, and nothing on actions that lose money", () => {
    const nothing = allocate(cells, { budget: 0 });
    expect(nothing).toMatchObject({ customers: 0, spend: 0, net: 0 });
    expect(nothing.upperBound).toBeCloseTo(0, 6);
    const losing = [{ count: 5, p: 0.9, options: [{ action: "visit", cost: 800, gain: 700 }] }];
    expect(allocate(losing, { budget: 10_000 })).toMatchObject({ customers: 0, spend: 0, net: 0 });
  });

  it("is the best there is where everything can be tried", () => {
    const option = fc.record({
      action: fc.constant("a"),
      cost: fc.integer({ min: 0, max: 9 }),
      gain: fc.integer({ min: 0, max: 30 }),
      channel: fc.constantFrom("x", "y", undefined),
    });
    const cell = fc.record({ count: fc.constant(1), p: fc.constant(0.6), options: fc.array(option, { maxLength: 3 }) });
    const limits = fc.record({
      budget: fc.integer({ min: 0, max: 25 }),
      capacity: fc.record({ x: fc.integer({ min: 0, max: 3 }) }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 5 }), limits, (small, limit) => {
        const plan = allocate(small, limit);
        expectWithin(plan, small, limit);
        const best = exhaustive(small, limit.budget, limit.capacity.x);
        expect(plan.upperBound).toBeGreaterThanOrEqual(best - 1e-9);
        expect(plan.net).toBeLessThanOrEqual(best + 1e-9);
        // Rounding costs at most one customer, worth up to 30, for each of the two limits.
        expect(plan.net).toBeGreaterThanOrEqual(best - 60);
      }),
    );
  });

  it("never earns less with more budget", () => {
    const cost: Record<string, number> = { x: 8, y: 3, z: 1 };
    const row = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      gain: fc.integer({ min: 0, max: 30 }),
      channel: fc.constantFrom("x", "y", "z"),
    });
    const budget = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        budget,
        budget,
        fc.integer({ min: 0, max: 5 }),
        (rows, less, more, x) => {
          const small = rows.map(({ count, gain, channel }): AllocationCell => {
            return { count, p: 0.6, options: [{ action: channel, cost: cost[channel]!, gain, channel }] };
          });
          const earned = (money: number) => allocate(small, { budget: money, capacity: { x } });
          const [poor, rich] = [earned(Math.min(less, more)), earned(Math.max(less, more))];
          expect(rich.net).toBeGreaterThanOrEqual(poor.net - 1e-9);
          expect(rich.upperBound).toBeGreaterThanOrEqual(poor.upperBound - 1e-6);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses a negative budget, capacity or cost, and half a customer", () => {
    const one = { count: 1, p: 0.5, options: [{ action: "a", cost: -1, gain: 1 }] };
    expect(() => allocate([], { budget: -1 })).toThrow("invalid budget; negative: -1");
    expect(() => allocate([], { capacity: { x: -2 } })).toThrow("invalid capacity of x; negative: -2");
    expect(() => allocate([one], {})).toThrow("invalid cost; negative: -1");
    expect(() => allocate([{ ...one, count: 0.5 }], {})).toThrow("invalid count; not a whole number: 0.5");
  });
});

describe("compareOrders", () => {
  it("shows in money that the riskiest are not the most profitable", () => {
    const cells = cellsOf(histogram(3), actions, curve);
    const limits = { budget: 1_000_000, capacity: { executive_visit: 2000, advisor_call: 3000 } };
    const { risk, profit, optimum } = compareOrders(cells, limits);
    for (const plan of [risk, profit, optimum]) expectWithin(plan, cells, limits);
    expect(optimum.net).toBeGreaterThan(profit.net);
    expect(profit.net).toBeGreaterThan(risk.net);
    expect(optimum.upperBound).toBeGreaterThanOrEqual(optimum.net - 1e-6);
  });
});

/** The best net value of at most one option a customer, by trying everything. */
function exhaustive(cells: readonly AllocationCell[], budget: number, x: number): number {
  const [cell, ...rest] = cells;
  if (!cell) return 0;
  let best = exhaustive(rest, budget, x);
  for (const { cost, gain, channel } of cell.options) {
    const units = channel === "x" ? x - 1 : x;
    if (cost <= budget && units >= 0) best = Math.max(best, gain - cost + exhaustive(rest, budget - cost, units));
  }
  return best;
}

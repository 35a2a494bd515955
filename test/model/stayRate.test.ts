import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOutcomes, measuredCurve, stayRate } from "../../src/model/stayRate.js";
import { random } from "../../src/model/stats/random.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

describe("stayRate", () => {
  it("is the published value, as assumed, without outcomes", () => {
    expect(stayRate({ n: 0, stayed: 0 }, 0.6)).toMatchObject({ value: 0.6, n: 0, kind: "assumed" });
  });

  it("lets the published value weigh four observations: (.6 * 4 + 11) / 24", () => {
    const rate = stayRate({ n: 20, stayed: 11 }, 0.6);
    expect(rate.value).toBeCloseTo(13.4 / 24, 12);
    expect(rate.kind).toBe("measured");
    // SciPy 1.16: beta.ppf([.025, .975], 13.4, 10.6).
    expect(rate.low).toBeCloseTo(0.36096512, 7);
    expect(rate.high).toBeCloseTo(0.74648634, 7);
  });

  it("forgets the published value as outcomes come in", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 0, max: 4000 }),
        (prior, stayed) => {
          expect(Math.abs(stayRate({ n: 4000, stayed }, prior).value - stayed / 4000)).toBeLessThan(0.001);
        },
      ),
    );
  });

  it("refuses a heavier prior, a certain one, and more stayed than treated", () => {
    expect(() => stayRate({ n: 1, stayed: 1 }, 0.6, { priorWeight: 5 })).toThrow(
      "invalid prior weight; not in (0, 4]: 5",
    );
    expect(() => stayRate({ n: 1, stayed: 1 }, 1)).toThrow("invalid published rate; not in (0, 1): 1");
    expect(() => stayRate({ n: 1, stayed: 2 }, 0.5)).toThrow("invalid stayed; not in [0, 1]: 2");
  });

  it("covers the truth in 93–97 % of 1,000 seeded worlds that differ from the published values", () => {
    const published = [0.45, 0.6, 0.7, 0.95, 0.62, 0.55, 0.38, 0.22];
    const { uniform, integer } = random(2026);
    let covered = 0;
    for (let world = 0; world < 1000; world++) {
      const prior = published[world % published.length]!;
      const truth = Math.min(0.98, prior + 0.3 * (uniform() - 0.5));
      const n = 60 + integer(340);
      let stayed = 0;
      for (let i = 0; i < n; i++) stayed += Number(uniform() < truth);
      const { low, high } = stayRate({ n, stayed }, prior);
      covered += Number(low <= truth && truth <= high);
    }
    expect(covered).toBeGreaterThanOrEqual(930);
    expect(covered).toBeLessThanOrEqual(970);
  });
});

describe("countOutcomes", () => {
  it("counts by any key", () => {
    const rows = [
      { tier: "high", strategy: "voucher", stayed: true },
      { tier: "high", strategy: "voucher", stayed: false },
      { tier: "high", strategy: "call", stayed: true },
    ];
    const groups = countOutcomes(rows, ({ tier, strategy }) => `${tier}/${strategy}`);
    expect(groups.get("high/voucher")).toEqual({ n: 2, stayed: 1 });
    expect(groups.get("high/call")).toEqual({ n: 1, stayed: 1 });
  });
});

describe("measuredCurve", () => {
  it("gives each contact to the nearest published day and none beyond the last", () => {
    const days = [0, 8, 10.5, 17, 24, 30, 31];
    const curve = measuredCurve(
      aftersales.winback.curve,
      days.map((day) => ({ days: day, stayed: true })),
    );
    expect(curve.map((point) => point.measured.n)).toEqual([2, 2, 1, 1]);
    expect(curve[0]!.stayRate).toBeCloseTo((0.62 * 4 + 2) / 6, 12);
  });

  it("leaves the published curve as it is, and assumed, without outcomes", () => {
    for (const point of measuredCurve(aftersales.winback.curve, [])) expect(point.measured.kind).toBe("assumed");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawShape, placeShape, randomStream } from "../../../src/model/roi/draws.js";
import { evaluateRoi, rangeAt, roiModel, simulator, tornado, cashFan } from "../../../src/model/roi/index.js";
import { quantiles } from "../../../src/model/stats/quantile.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { saas } from "../../../src/playbooks/saas.js";
import { overrides } from "./arbitraries.js";

const model = roiModel(aftersales);
const fixed = (value: number) => ({ value, low: value, high: value, spread: "triangular", kind: "ours" }) as const;

describe("draws of a range", () => {
  const draws = 200_000;
  const stream = randomStream(1, 5, draws);
  const shares = (low: number, value: number, high: number, spread: "triangular" | "lognormal"): number[] => {
    const reach =
      spread === "lognormal" ? ([value / low, high / value] as const) : ([value - low, high - value] as const);
    const shape = drawShape({ spread, reach }, stream, new Float64Array(draws));
    return quantiles(placeShape({ low, value, high, spread, reach }, shape, new Float64Array(draws)), [0.1, 0.5, 0.9])!;
  };

  // Quantiles of the triangular distribution by its closed form.
  it("draws triangular ranges, also with the value at an end", () => {
    const near = (got: number[], wanted: number[], tolerance: number): void =>
      wanted.forEach((x, i) => expect(Math.abs(got[i]! - x)).toBeLessThan(tolerance));
    near(shares(3500, 4000, 4500, "triangular"), [3723.6068, 4000, 4276.3932], 5);
    near(shares(0.95, 1, 1, "triangular"), [0.9658114, 0.9853553, 0.9974342], 0.0005);
    near(shares(7, 7, 9, "triangular"), [7.1026334, 7.5857864, 8.3675445], 0.01);
  });

  // exp(1.281552 * ln(4) / (2 * 1.644854)) = 1.71619.
  it("draws lognormal ranges with their median at the value and nine of ten in a range as wide", () => {
    const [p10, p50, p90] = shares(50, 100, 200, "lognormal") as [number, number, number];
    expect(p50).toBeCloseTo(100, -1);
    expect(p90 / p50).toBeCloseTo(1.716, 1);
    expect(p50 / p10).toBeCloseTo(1.716, 1);
  });
});

describe("rangeAt", () => {
  it("keeps a moved range's shape to the last bit, and gives a cut or edited one its own", () => {
    for (const value of [3_999.9, 4_100.1, 1234.567]) expect(rangeAt(model, "ltv", value)!.reach).toEqual([500, 500]);
    const ratio = rangeAt(model, "integration_cost", 1_200_000)!.reach;
    expect(rangeAt(model, "integration_cost", 1_234_567.8)!.reach).toEqual(ratio);
    expect(rangeAt(model, "margin", 0.02)!.reach).toEqual([0.02, expect.closeTo(0, 15)]);
    expect(rangeAt(model, "ltv", 4_000, { ltv: { low: 3_900, high: 4_300 } })!.reach).toEqual([100, 300]);
  });

  it("moves with the value and stops at what makes sense", () => {
    expect(rangeAt(model, "ltv", 5000)).toMatchObject({ low: 4500, value: 5000, high: 5500 });
    expect(rangeAt(model, "stay_low", 1)).toMatchObject({ low: expect.closeTo(0.992, 12), value: 1, high: 1 });
    expect(rangeAt(model, "integration_cost", 2_400_000)).toMatchObject({ low: 2_100_000, high: 3_000_000 });
  });

  it("is undefined for a choice and for a figure that is missing", () => {
    expect(rangeAt(model, "count_ramp", 1)).toBeUndefined();
    expect(rangeAt(roiModel(saas), "churn_after", NaN)).toBeUndefined();
  });
});

describe("simulator", () => {
  it("gives every draw what scalar evaluation gives", () => {
    const draws = 20;
    const results = [...model.formulas.map(({ id }) => id)];
    const simulate = simulator(model, { seed: 3, draws, results });
    fc.assert(
      fc.property(overrides, (changed) => {
        const { columns } = simulate(changed);
        const at = (id: string, i: number): number => {
          const column = columns[id]!;
          return typeof column === "number" ? column : column[i]!;
        };
        for (let i = 0; i < draws; i++) {
          const row = Object.fromEntries(model.assumptions.map(({ id }) => [id, at(id, i)]));
          const values = evaluateRoi(model, row);
          for (const id of results) expectNear(at(id, i), values[id]!, id);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("gives the same again for the same seed, and something else for another", () => {
    const first = simulator(model, { seed: 42, draws: 1000 })();
    expect(simulator(model, { seed: 42, draws: 1000 })().spreads).toEqual(first.spreads);
    expect(simulator(model, { seed: 43, draws: 1000 })().spreads).not.toEqual(first.spreads);
  });

  it("does not depend on what it simulated before", () => {
    const reused = simulator(model, { seed: 42, draws: 500 });
    reused({ ltv: 1000, count_low_tier: 1 });
    reused({ days_to_contact: 20 });
    expect(reused().spreads).toEqual(simulator(model, { seed: 42, draws: 500 })().spreads);
  });

  it("has no spread where nothing is uncertain", () => {
    const certain = {
      ...model,
      given: Object.fromEntries(Object.entries(model.given).map(([id, a]) => [id, fixed(a.value)])),
    };
    const { spreads, roiAbove } = simulator(certain, { seed: 1, draws: 10 })();
    const roi = evaluateRoi(model)["roi"];
    expect(spreads["roi"]).toEqual({ p2_5: roi, p10: roi, p50: roi, p90: roi, p97_5: roi });
    expect(roiAbove).toEqual({ zero: 1, goLine: 0 });
  });

  it("orders its quantiles and keeps its shares in [0, 1]", () => {
    const { spreads, roiAbove } = simulator(model, { seed: 7, draws: 2000 })();
    for (const { p2_5, p10, p50, p90, p97_5 } of Object.values(spreads)) {
      const ordered = [p2_5!, p10!, p50!, p90!, p97_5!];
      expect([...ordered].sort((a, b) => a - b)).toEqual(ordered);
    }
    expect(roiAbove.goLine).toBeLessThanOrEqual(roiAbove.zero);
  });

  it("leaves a payback that never comes without a quantile", () => {
    const { spreads } = simulator(model, { seed: 7, draws: 500 })({
      stay_high: 0.41,
      stay_medium: 0.6,
      stay_critical: 0.2,
    });
    expect(spreads["payback"]!.p97_5).toBeUndefined();
    expect(spreads["roi"]!.p97_5).toBeLessThan(0);
  });

  it("fans the cash curve around its end", () => {
    const fan = cashFan(simulator(model, { seed: 7, draws: 2000 })(), aftersales.phases);
    expect(fan.p10).toHaveLength(13);
    fan.p10.forEach((low, month) => expect(low).toBeLessThan(fan.p90[month]!));
  });
});

describe("tornado", () => {
  const bars = tornado(model)().bars;

  // LTV 3,500: (7,100 * 3,500 + 1,022,400) / 14,200,000 - 1 = .822; 4,500: 1.322.
  it("moves one assumption at a time from its low to its high, widest first", () => {
    expect(bars[0]).toMatchObject({
      id: "ltv",
      resultAtLow: expect.closeTo(0.822, 9),
      resultAtHigh: expect.closeTo(1.322, 9),
    });
    const swings = bars.map(({ swing }) => swing);
    expect([...swings].sort((a, b) => b - a)).toEqual(swings);
  });

  it("has no bar for what is not counted or does not matter", () => {
    const ids = bars.map(({ id }) => id);
    expect(ids).not.toEqual(expect.arrayContaining(["stay_low"]));
    expect(ids).not.toContain("discount_rate");
    expect(tornado(model, "npv")().bars.map(({ id }) => id)).toContain("discount_rate");
    expect(tornado(model)({ count_low_tier: 1 }).bars.map(({ id }) => id)).toContain("stay_low");
  });

  it("agrees with evaluating each end alone", () => {
    const run = tornado(model);
    fc.assert(
      fc.property(overrides, (changed) => {
        const { now, bars: found } = run(changed);
        expectNear(now, evaluateRoi(model, changed)["roi"]!, "now");
        for (const { id, low, resultAtLow } of found) {
          expectNear(resultAtLow, evaluateRoi(model, { ...changed, [id]: low })["roi"]!, id);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has no bars when nothing can change", () => {
    const certain = { ...model, given: { ...model.given, ltv: fixed(4000) } };
    expect(tornado(certain)().bars.map(({ id }) => id)).not.toContain("ltv");
  });
});

function expectNear(got: number, wanted: number, what: string): void {
  const near = Object.is(got, wanted) || Math.abs(got - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
  expect(near, `${what}: ${got} is not ${wanted}`).toBe(true);
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultScenario, outcomeEngine, setAssumption, setRange } from "../../../src/model/scenario/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { vocabularyOf } from "./vocabulary.js";

const vocabulary = vocabularyOf("aftersales");
const { model } = vocabulary;
const opens = defaultScenario(vocabulary);
const engine = () => outcomeEngine(model, { seed: 20260629, phases: aftersales.phases, draws: 2_000 });

describe("outcome of a scenario", () => {
  it("gives the same figures from the same seed, in whatever order scenarios came", () => {
    const [one, other] = [engine(), engine()];
    const moved = setAssumption(model, opens, "ltv", 3_800);
    for (const step of one.warm()) void step;
    one(opens);
    const [a, b] = [one(moved), other(moved)];
    expect(a.simulation.spreads).toEqual(b.simulation.spreads);
    expect(a.fan).toEqual(b.fan);
    expect(a.tornado).toEqual(b.tornado);
  });

  it("draws from the reader's own low and high, which stay when the value moves", () => {
    const wide = setRange(model, opens, "ltv", [1_000, 9_000]);
    const compute = engine();
    const bar = (scenario: typeof opens) => compute(scenario).tornado.bars.find(({ id }) => id === "ltv")!;
    expect(bar(opens)).toMatchObject({ low: 3_500, high: 4_500 });
    expect(bar(wide)).toMatchObject({ low: 1_000, high: 9_000 });
    expect(bar(setAssumption(model, wide, "ltv", 5_000))).toMatchObject({ low: 1_000, high: 9_000 });
    const spread = (scenario: typeof opens) => compute(scenario).simulation.spreads["roi"]!;
    expect(spread(wide).p90! - spread(wide).p10!).toBeGreaterThan(spread(opens).p90! - spread(opens).p10!);
  });

  it("stretches the reader's range to a value outside of it", () => {
    const narrow = setAssumption(model, setRange(model, opens, "ltv", [3_900, 4_100]), "ltv", 5_000);
    expect(engine()(narrow).tornado.bars.find(({ id }) => id === "ltv")).toMatchObject({ low: 3_900, high: 5_000 });
  });

  it("does not draw an assumption whose low and high the reader has made equal", () => {
    const fixed = setRange(model, opens, "ltv", [4_000, 4_000]);
    expect(engine()(fixed).tornado.bars.map(({ id }) => id)).not.toContain("ltv");
  });

  it("lets more LTV never lower ROI, in no draw", () => {
    const compute = engine();
    const draws = (ltv: number) =>
      Float64Array.from(compute(setAssumption(model, opens, "ltv", ltv)).simulation.columns["roi"] as Float64Array);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 1_000 }), (ltv, more) => {
        const [before, after] = [draws(ltv), draws(ltv + more)];
        for (let i = 0; i < before.length; i++) expect(after[i]).toBeGreaterThanOrEqual(before[i]! - 1e-12);
      }),
      { numRuns: 20 },
    );
  });
});

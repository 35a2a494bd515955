import { describe, expect, it } from "vitest";
import { occupancy } from "../../../../loaders/sources/sample/occupancy.js";
import { riskChain } from "../../../../loaders/sources/sample/riskChain.js";
import type { ChainSpec } from "../../../../loaders/sources/sample/world.js";

const spec: ChainSpec = {
  weeksPerStep: 2,
  levels: 4,
  hazardFloor: 0.0002,
  hazardBase: -8,
  hazardSlope: 5,
  hazardPower: 1.5,
  up: 0.2,
  upSlope: 0.5,
  down: 0.1,
  downSlope: -0.4,
  shock: 2,
  shockShare: 0.01,
  entry: 0.25,
  classes: [{ share: 1, climb: 1, hazard: 1.5 }],
};
const chain = riskChain(spec, spec.classes[0]!);

const close = (values: readonly number[], expected: readonly number[]) =>
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 7));

// expected figures: powers of the same 4 x 4 matrices in NumPy
describe("riskChain", () => {
  it("gives the chance to end over two moves and a bit", () => {
    close(chain.risk(30, 0), [0.03479917, 0.12412279, 0.36449523, 0.88106223]);
  });

  it("counts from the middle of a step", () => {
    close(chain.risk(30, 1), [0.05133263, 0.17255161, 0.43417998, 0.86738087]);
  });

  it("needs no move for a few days", () => {
    close(chain.risk(5, 0), [0.0035098, 0.00755705, 0.03849595, 0.3123003]);
    close(chain.risk(0, 0), [0, 0, 0, 0]);
  });

  it("never falls as the days go by", () => {
    const risks = Array.from({ length: 60 }, (_, days) => chain.risk(days, 0)[2]!);
    risks.slice(1).forEach((risk, i) => expect(risk).toBeGreaterThan(risks[i]!));
  });

  it("refuses moves that add up to more than 1", () => {
    expect(() => riskChain({ ...spec, up: 0.9, down: 0.9, shockShare: 0.5 }, spec.classes[0]!)).toThrow(
      "moves from a level must not exceed 1 in total",
    );
  });
});

describe("occupancy", () => {
  const mix = occupancy(spec, [chain]);

  it("solves the balance of arrivals and losses", () => {
    close(mix.share[0]!, [0.34521008, 0.27565603, 0.23161053, 0.14752335]);
    expect(mix.turnover).toBeCloseTo(0.12909698, 6);
  });

  it("sums to one, as do the levels at arrival", () => {
    expect(mix.share.flat().reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(mix.entry.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it("loses in a step what arrives in it", () => {
    const lost = mix.share[0]!.reduce((sum, share, level) => sum + share * chain.risk(14, 0)[level]!, 0);
    expect(lost).toBeCloseTo(mix.turnover, 7);
  });
});

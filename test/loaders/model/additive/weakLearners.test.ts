import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  levelsLearner,
  orderedLearner,
  type Histogram,
  type LearnerOptions,
} from "../../../../loaders/model/additive/weakLearners.js";

const free: LearnerOptions = { learningRate: 0.1, lambda: 1, minHessian: 0.5, direction: 0 };
const histogram = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 40 })), { minLength: 3, maxLength: 12 })
  .map((bins): Histogram => ({
    gradient: Float64Array.from(bins, ([g, h]) => (h ? g / 10 : 0)),
    hessian: Float64Array.from(bins, ([, h]) => h / 10),
  }));

function step(found: Histogram, options: LearnerOptions): Float64Array {
  const delta = new Float64Array(found.gradient.length).fill(NaN);
  orderedLearner(delta.length, options)(found, new Float64Array(delta.length), delta);
  return delta;
}

/** What a piecewise step gains, to second order, with the penalty. */
const gain = ({ gradient, hessian }: Histogram, from: number, to: number): number => {
  const sum = (values: Float64Array): number => values.slice(from, to).reduce((total, value) => total + value, 0);
  return sum(gradient) ** 2 / (sum(hessian) + 1);
};

describe("orderedLearner", () => {
  it("cuts where by hand it should: a step up and a step down", () => {
    const found = { gradient: Float64Array.of(-2, -2, 3, 3, -1, 0.5), hessian: Float64Array.of(1, 1, 1, 1, 1, 1) };
    // pieces [0, 2), [2, 4), [4, 5): -4 / 3, 6 / 3, -1 / 2; missing .5 / 2
    expect([...step(found, free)]).toEqual(
      [-4 / 3, -4 / 3, 2, 2, -1 / 2, 1 / 4].map((value) => expect.closeTo(value / 10, 12)),
    );
  });

  it("makes the best single cut that brute force finds, then at most one more", () => {
    fc.assert(
      fc.property(histogram, (found) => {
        const known = found.gradient.length - 1;
        const weight = (from: number, to: number): number =>
          found.hessian.slice(from, to).reduce((sum, h) => sum + h, 0);
        const cuts = Array.from({ length: known - 1 }, (_, i) => i + 1).filter(
          (cut) => weight(0, cut) > 0.5 - 1e-9 && weight(cut, known) > 0.5 - 1e-9,
        );
        const best = Math.max(
          0,
          ...cuts.map((cut) => gain(found, 0, cut) + gain(found, cut, known) - gain(found, 0, known)),
        );
        const delta = step(found, free);
        const edges = [0, ...cuts.filter((cut) => delta[cut] !== delta[cut - 1]), known];
        expect(edges.length).toBeLessThanOrEqual(4);
        const reached = edges
          .slice(1)
          .reduce((sum, edge, i) => sum + gain(found, edges[i]!, edge), -gain(found, 0, known));
        if (best > 1e-9) expect(reached).toBeGreaterThan(best - 1e-9);
      }),
    );
  });

  it("never falls, or never rises, where it must not", () => {
    fc.assert(
      fc.property(histogram, fc.constantFrom(-1 as const, 1 as const), (found, direction) => {
        const delta = step(found, { ...free, direction }).slice(0, -1);
        delta.forEach(
          (value, bin) => bin > 0 && expect(direction * (value - delta[bin - 1]!)).toBeGreaterThanOrEqual(-1e-12),
        );
      }),
    );
  });
});

describe("levelsLearner", () => {
  it("steps each level by itself and comes to rest at the penalised value", () => {
    const learn = levelsLearner({ ...free, learningRate: 0.5 }, 2);
    const table = new Float64Array(2);
    const delta = new Float64Array(2);
    // a quadratic loss: the gradient falls by the Hessian times the value; at rest 3 - 4 v = 2 v
    for (let round = 0; round < 100; round++) {
      learn({ gradient: Float64Array.of(3 - 4 * table[0]!, 0), hessian: Float64Array.of(4, 0) }, table, delta);
      delta.forEach((value, bin) => (table[bin] = table[bin]! + value));
    }
    expect([...table]).toEqual([expect.closeTo(0.5, 9), 0]);
  });
});

import { describe, expect, it } from "vitest";
import { measuredUplift } from "../../src/model/measuredUplift.js";
import { stayRate } from "../../src/model/stayRate.js";
import { random } from "../../src/model/stats/random.js";

const worlds = 1000;
/** Stay rates as published; the worlds' truths differ from them by up to ten points. */
const tiers = [
  { id: "critical", stay: 0.45, natural: 0.2, assigned: 400, heldOut: 45 },
  { id: "high", stay: 0.6, natural: 0.4, assigned: 1400, heldOut: 150 },
  { id: "medium", stay: 0.7, natural: 0.6, assigned: 1700, heldOut: 190 },
];

describe(`re-estimated stay rates in ${worlds} seeded worlds whose truth differs from the published values`, () => {
  it.each(tiers)("cover the truth in 93 to 97 of 100: $id", ({ stay, natural, assigned, heldOut }) => {
    const { uniform } = random(20_260_629);
    const draw = (n: number, p: number) => {
      let count = 0;
      for (let i = 0; i < n; i++) count += Number(uniform() < p);
      return { n, stayed: count };
    };
    const covered = { stay: 0, natural: 0, uplift: 0 };
    for (let world = 0; world < worlds; world++) {
      const [trueStay, trueNatural] = [stay + 0.2 * uniform() - 0.1, natural + 0.1 * uniform() - 0.05];
      const [contactShare, meanEffect] = [0.85, 0.8];
      const uplift = trueStay - trueNatural;
      const reached = draw(Math.round(assigned * contactShare), trueNatural + meanEffect * uplift);
      const missed = draw(assigned - reached.n, trueNatural);
      const held = draw(heldOut, trueNatural);
      const all = { n: assigned, stayed: reached.stayed + missed.stayed };
      const has = (interval: { low: number; high: number }, truth: number) =>
        Number(interval.low <= truth && truth <= interval.high);
      covered.stay += has(stayRate(reached, stay), trueNatural + meanEffect * uplift);
      covered.natural += has(stayRate(held, natural), trueNatural);
      const evidence = { assigned: all, heldOut: held, contactShare, meanEffect };
      covered.uplift += has(measuredUplift(evidence, { stay, natural }), uplift);
    }
    for (const [what, count] of Object.entries(covered)) {
      expect(count / worlds, what).toBeGreaterThanOrEqual(0.93);
      expect(count / worlds, what).toBeLessThanOrEqual(0.97);
    }
  });
});

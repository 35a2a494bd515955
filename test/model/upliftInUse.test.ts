import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../src/model/stats/random.js";
import { upliftInUse } from "../../src/model/upliftInUse.js";

const z = 1.959963984540054;
const around = (value: number, error: number) => ({ value, low: value - z * error, high: value + z * error });

describe("upliftInUse", () => {
  it("weighs by precision: ten points published, measured at 1.6 with an error of 5, give 3.28", () => {
    // by hand: weight .1² / (.1² + .05²) = .8; .8 * .016 + .2 * .1 = .0328; error .05 * sqrt .8
    const found = upliftInUse(0.1, around(0.016, 0.05));
    expect(found.weight).toBeCloseTo(0.8, 12);
    expect(found.value).toBeCloseTo(0.0328, 12);
    expect(found.high - found.value).toBeCloseTo(z * 0.05 * Math.sqrt(0.8), 12);
  });

  it("moves to the outcomes as they become precise, and hardly at all on a handful", () => {
    expect(upliftInUse(0.1, around(0.3, 0.001)).value).toBeCloseTo(0.3, 4);
    expect(upliftInUse(0.1, around(0.9, 1)).value).toBeCloseTo(0.1, 1);
  });

  it("lets a published nothing be moved as well", () => {
    expect(upliftInUse(0, around(0.08, 0.02)).value).toBeGreaterThan(0.06);
  });

  it("lies between the two, and is never less certain than the outcomes alone", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: -0.5, max: 0.9, noNaN: true }),
        fc.double({ min: 0.001, max: 0.6, noNaN: true }),
        (published, value, error) => {
          const found = upliftInUse(published, around(value, error));
          expect(found.value).toBeGreaterThanOrEqual(Math.min(published, value) - 1e-12);
          expect(found.value).toBeLessThanOrEqual(Math.max(published, value) + 1e-12);
          expect(found.high - found.low).toBeLessThanOrEqual(2 * z * error + 1e-12);
        },
      ),
    );
  });
});

/** Root mean square error of a rule over worlds whose true uplift is anything from nothing to twice the published ten points. */
function errorOf(rule: (measured: ReturnType<typeof around>) => number, heldOut: number): number {
  const { uniform, normal } = random(20_260_629);
  // nine treated for each held out, stay rates about .65
  const error = Math.sqrt(0.65 * 0.35 * (1 / heldOut + 1 / (9 * heldOut)));
  let sum = 0;
  const worlds = 20_000;
  for (let i = 0; i < worlds; i++) {
    const truth = 0.2 * uniform();
    sum += (rule(around(truth + error * normal(), error)) - truth) ** 2;
  }
  return Math.sqrt(sum / worlds);
}

describe("of the rules for what decisions follow", () => {
  const isInformative = ({ low, high }: { low: number; high: number }) => low > 0 || high < 0.1 || low > 0.1;
  const rules = {
    published: () => 0.1,
    measured: ({ value }: { value: number }) => value,
    onceNarrow: (m: ReturnType<typeof around>) => ((m.high - m.low) / 2 <= 0.1 ? m.value : 0.1),
    onceTelling: (m: ReturnType<typeof around>) => (isInformative(m) ? m.value : 0.1),
  };
  const blend = (m: ReturnType<typeof around>) => upliftInUse(0.1, m).value;

  const best = (heldOut: number) => Math.min(...Object.values(rules).map((rule) => errorOf(rule, heldOut)));

  it.each([60, 100, 200, 500, 2000])("weighing errs least with %i held out", (heldOut) => {
    expect(errorOf(blend, heldOut)).toBeLessThanOrEqual(best(heldOut));
  });

  it("weighing loses hardly anything with 20 held out, where the published figure alone is best", () => {
    expect(errorOf(blend, 20)).toBeLessThan(1.04 * best(20));
  });
});

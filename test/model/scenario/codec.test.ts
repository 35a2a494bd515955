import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  besideId,
  decodeScenario,
  defaultScenario,
  encodeScenario,
  isDrawn,
  type Scenario,
} from "../../../src/model/scenario/index.js";
import { vocabularyOf } from "./vocabulary.js";

const vocabulary = vocabularyOf("aftersales");
const { model } = vocabulary;
const opens = defaultScenario(vocabulary);
const ids = Object.keys(model.given);

const within = (id: string): fc.Arbitrary<number> => {
  const node = model.nodes.get(id)!;
  const [low, high] = node.bounds!;
  if (node.unit === "switch") return fc.constantFrom(0, 1);
  // Shares of three tiers, each at most a third, never add up to more than everybody.
  const most = id.startsWith("share_") ? 1 / 3 : Math.min(high, 1e9);
  return fc.double({ min: low, max: most, noNaN: true }).map((x) => x + 0);
};
const drawn = ids.filter((id) => isDrawn(model, id));
const limit = fc.option(
  fc.double({ min: 0, max: 1e7, noNaN: true }).map((x) => x + 0),
  { nil: undefined },
);

const scenario: fc.Arbitrary<Scenario> = fc.record({
  basis: fc.constantFrom("run" as const, "plan" as const),
  overrides: fc.record(Object.fromEntries(ids.map((id) => [id, within(id)])), { requiredKeys: [] }),
  ranges: fc.record(
    Object.fromEntries(
      drawn.map((id) => [
        id,
        fc.tuple(within(id), within(id)).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })),
      ]),
    ),
    { requiredKeys: [] },
  ),
  base: fc.constantFrom(...vocabulary.presets.map(({ id }) => id)),
  goal: fc.record({
    change: fc.constantFrom(...ids),
    result: fc.constantFrom(...model.nodes.keys()),
    target: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((x) => x + 0),
  }),
  limits: fc.record({ budget: limit, capacity: fc.record({ executive_visit: limit, advisor_call: limit }) }),
  seed: fc.option(fc.nat(), { nil: undefined }),
}) as fc.Arbitrary<Scenario>;

const named = fc.record({
  name: fc.string({ minLength: 1, maxLength: 80, unit: "grapheme-composite" }).filter((name) => name.length <= 80),
  query: scenario.map((each) => encodeScenario(each, vocabulary)).filter((query) => query.length < 3_000),
});

describe("scenarios beside another, in its link", () => {
  it("read back as they were written, and so does a base that is one of them", () => {
    fc.assert(
      fc.property(
        scenario,
        fc.uniqueArray(named, { minLength: 1, maxLength: 4, selector: ({ query }) => query }),
        (own, beside) => {
          const based = { ...own, base: besideId(beside.at(-1)!) };
          const text = encodeScenario(based, vocabulary, undefined, beside);
          fc.pre(text.length <= 20_000);
          const read = decodeScenario(`#${text}`, vocabulary);
          expect(read.refused).toEqual([]);
          expect(read.beside).toEqual(beside);
          expect(read.scenario.base).toBe(based.base);
        },
      ),
      { numRuns: 10 },
    );
  });

  it.each([
    ["beside=nothing", "not name~scenario"],
    ["beside=%25E0%25~v%3D1", "not name~scenario"],
    ["beside=low~v%3D1%26ltv%3Dmuch", "ltv of “low”: not a number"],
    ["beside=low~v%3D2", "v of “low”: unknown version of the link, not used"],
    ["vs=beside.1", "not among the scenarios beside"],
    [Array.from({ length: 5 }, (_, i) => `beside=n${i}~v%3D1`).join("&"), "at most 4"],
  ])("are checked like the rest: %s", (part, reason) => {
    const { refused, scenario: read } = decodeScenario(`v=1&playbook=aftersales&${part}`, vocabulary);
    expect(refused.map((each) => each.reason.en)).toEqual([reason]);
    expect(read.base).toBe(opens.base);
  });

  it("have none beside themselves, however deep a link is nested", () => {
    const inner = encodeScenario(opens, vocabulary, undefined, [{ name: "b", query: "v=1" }]);
    const text = encodeScenario(opens, vocabulary, undefined, [{ name: "a", query: inner }]);
    expect(decodeScenario(text, vocabulary).beside).toEqual([{ name: "a", query: "v=1&playbook=aftersales" }]);
  });
});

describe("a scenario in a link", () => {
  it("reads back as it was written, whatever it holds", () => {
    fc.assert(
      fc.property(scenario, (each) => {
        const text = encodeScenario(each, vocabulary);
        fc.pre(text.length <= 8_000);
        const { scenario: back, refused } = decodeScenario(`#${text}`, vocabulary);
        expect(refused).toEqual([]);
        expect(clean(back)).toEqual(clean(each));
      }),
      { numRuns: 200 },
    );
  });

  it("says nothing but version and business for the page as it opens", () => {
    expect(encodeScenario(opens, vocabulary)).toBe("v=1&playbook=aftersales");
  });

  it("can be read by people", () => {
    const changed = {
      ...opens,
      overrides: { ltv: 3_800, count_low_tier: 1 },
      ranges: { ltv: { low: 3_500, high: 4_200 } },
    };
    expect(encodeScenario(changed, vocabulary, { playbook: "aftersales", asOf: "2026-06-29", roi: 1.0720000001 })).toBe(
      "v=1&playbook=aftersales&data=2026-06-29&was.roi=1.072&ltv=3800&count_low_tier=1&ltv.range=3500_4200",
    );
  });

  it.each([
    ["ltv=abc", "not a number"],
    ["ltv=", "not a number"],
    ["ltv=Infinity", "not a number"],
    ["ltv=0x10", "not a number"],
    ["ltv=-1", "not in [0, Infinity]"],
    ["margin=1.01", "not in [0, 1]"],
    ["count_low_tier=0.5", "a switch is 0 or 1"],
    ["roi=3", "unknown here"],
    ["constructor=1", "unknown here"],
    ["__proto__=1", "unknown here"],
    ["ltv.range=5_4", "low above high"],
    ["ltv.range=5", "not low_high"],
    ["count_ramp.range=0_1", "unknown here"],
    ["from=elsewhere", "unknown here"],
    ["vs=nothing", "unknown here"],
    ["data=2026-13-45", "not a date"],
    ["seed=1.5", "not a whole number"],
    ["week.balloon=3", "unknown here"],
    ["week.advisor_call=-3", "not in [0, Infinity]"],
    ["goal.change=roi", "unknown here"],
  ])("refuses %s: %s", (part, reason) => {
    const { scenario: back, refused } = decodeScenario(`v=1&playbook=aftersales&${part}`, vocabulary);
    expect(refused.map((each) => each.reason.en)).toEqual([reason]);
    expect(refused[0]!.reason.zh).not.toBe("");
    expect(clean(back)).toEqual(clean(opens));
  });

  it("takes the rest of a link of which a part is refused", () => {
    const { scenario: back, refused } = decodeScenario("?v=1&ltv=3800&margin=2&stay_high=0.62", vocabulary);
    expect(back.overrides).toEqual({ ltv: 3_800, stay_high: 0.62 });
    expect(refused.map(({ key }) => key)).toEqual(["margin"]);
  });

  it("refuses the second of two values", () => {
    const { scenario: back, refused } = decodeScenario("v=1&ltv=3800&ltv=1", vocabulary);
    expect(back.overrides).toEqual({ ltv: 3_800 });
    expect(refused.map(({ reason }) => reason.en)).toEqual(["given twice"]);
  });

  it("refuses tier shares that add up to more than everybody", () => {
    const { scenario: back, refused } = decodeScenario("v=1&share_critical=0.6&share_high=0.6&ltv=3800", vocabulary);
    expect(back.overrides).toEqual({ ltv: 3_800 });
    expect(refused).toHaveLength(1);
  });

  it.each(["v=2&ltv=3800", "ltv=3800", "v=1&playbook=saas&ltv=3800"])("refuses %s whole", (link) => {
    const { scenario: back, refused } = decodeScenario(link, vocabulary);
    expect(back).toEqual(opens);
    expect(refused).toHaveLength(1);
  });

  it("never throws, and yields a scenario that the model takes, whatever the text", () => {
    const soup = fc.array(
      fc.tuple(
        fc.constantFrom(...ids, "from", "vs", "seed", "week.budget", "ltv.range", "", "%", "__proto__"),
        fc.string(),
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      soup.map((pairs) => `v=1&${pairs.map(([key, value]) => `${key}=${value}`).join("&")}`),
      soup.map((pairs) => `v=1&${new URLSearchParams(pairs).toString()}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { scenario: back } = decodeScenario(text, vocabulary);
        for (const [id, value] of Object.entries(back.overrides)) {
          const [low, high] = model.nodes.get(id)!.bounds!;
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
        // What was taken over is written and read the same again.
        expect(clean(decodeScenario(encodeScenario(back, vocabulary), vocabulary).scenario)).toEqual(clean(back));
      }),
      { numRuns: 500 },
    );
  });
});

/** Without keys whose value is undefined, which mean the same as no key. */
function clean(value: Scenario): unknown {
  return JSON.parse(JSON.stringify(value));
}

import { describe, expect, it } from "vitest";
import { delayEffect } from "../../../../loaders/sources/sample/delayEffect.js";
import { aftersalesWorld } from "../../../../loaders/sources/sample/aftersalesWorld.js";
import { saasWorld } from "../../../../loaders/sources/sample/saasWorld.js";
import { scaleUplift } from "../../../../loaders/sources/sample/scaleUplift.js";
import { traits } from "../../../../loaders/sources/sample/traits.js";

describe("traits", () => {
  const factors = [
    {
      column: "colour",
      levels: [
        { name: "red", share: 0.4, strain: 1 },
        { name: "blue", share: 0.6, strain: 0 },
      ],
    },
    {
      column: "size",
      levels: [
        { name: "S", share: 0.5, strain: 0.2 },
        { name: "L", share: 0.5, strain: -0.2 },
      ],
    },
  ];

  it("combines the factors and cuts them into classes from least to most strain", () => {
    expect(traits(factors, [0.3, 0.35, 0.35])).toEqual([
      { values: ["blue", "L"], share: 0.3, class: 0 },
      { values: ["blue", "S"], share: 0.3, class: 1 },
      { values: ["red", "L"], share: 0.2, class: 2 },
      { values: ["red", "S"], share: 0.2, class: 2 },
    ]);
  });

  it.each([aftersalesWorld, saasWorld])("shares out the whole of $playbook", (world) => {
    const found = traits(
      world.factors,
      world.chain.classes.map(({ share }) => share),
    );
    expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    world.chain.classes.forEach(({ share }, index) => {
      const of = found.filter((trait) => trait.class === index).reduce((sum, trait) => sum + trait.share, 0);
      expect(Math.abs(of - share)).toBeLessThan(0.05);
    });
  });
});

describe("delayEffect", () => {
  // the published curve's g at 7, 14, 21 and 30 days
  it.each([
    [0, 1],
    [7, 1],
    [14, 0.745],
    [21, 0.126],
    [30, 0],
    [35, 0],
  ])("after %i days leaves %f", (days, effect) => {
    expect(delayEffect(days)).toBeCloseTo(effect, 12);
  });

  it("goes straight from point to point", () => {
    expect(delayEffect(10.5)).toBeCloseTo((1 + 0.745) / 2, 12);
  });
});

describe("scaleUplift", () => {
  it("multiplies every effect and leaves the world it was given alone", () => {
    const none = scaleUplift(aftersalesWorld, 0);
    expect(none.programme.strategies.every(({ uplift }) => uplift === 0)).toBe(true);
    expect(aftersalesWorld.programme.strategies.every(({ uplift }) => uplift > 0)).toBe(true);
  });

  it("refuses a negative factor", () => {
    expect(() => scaleUplift(aftersalesWorld, -1)).toThrow("factor must be 0 or more: -1");
  });
});

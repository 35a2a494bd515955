import { describe, expect, it } from "vitest";
import { churnProbability } from "../../../src/model/churn/anyModel.js";
import { changed, probabilityAfter } from "../../../src/model/churn/whatLowers.js";
import type { AdditiveModel } from "../../../src/model/churn/types.js";
import { names, parse } from "../../../src/model/expression/index.js";
import { playbooks } from "../../../src/playbooks/index.js";

const model: AdditiveModel = {
  ...{ version: 1, id: "m", kind: "additive", intercept: -1 },
  terms: [{ kind: "steps", feature: "open_tickets", cuts: [0.5], values: [-0.5, 1], missing: 0 }],
  trainedOn: { rows: 2, events: 1, weight: 2, eventWeight: 1 },
};

describe("what lowers a customer's risk", () => {
  it("is the model's own p after the change", () => {
    const p = probabilityAfter(model, { open_tickets: 2 }, [{ set: { open_tickets: "0" } }]);
    expect(p).toBeCloseTo(1 / (1 + Math.exp(1.5)), 12);
    expect(probabilityAfter(model, { open_tickets: 2 }, [])).toBe(churnProbability(model, { open_tickets: 2 }));
  });

  it("reads old values in every formula of one change, and new ones in the next", () => {
    const swap = { set: { a: "b", b: "a + 1" } };
    expect(changed({ a: 1, b: 5 }, [swap])).toEqual({ a: 5, b: 2 });
    expect(changed({ a: 1, b: 5 }, [swap, { set: { a: "a * 2" } }])).toEqual({ a: 10, b: 2 });
  });

  it("leaves what is missing missing", () => {
    expect(changed({ a: null, b: 3 }, [{ set: { a: "0", b: "a" } }])).toEqual({ a: null, b: 3 });
  });

  it.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    "in %s is made of features that the playbook has",
    (_, { levers, features }) => {
      const known = features.map(({ id }) => id);
      expect(levers.length).toBeGreaterThan(2);
      for (const { set } of levers)
        for (const [feature, formula] of Object.entries(set))
          for (const name of [feature, ...names(parse(formula))]) expect(known).toContain(name);
    },
  );
});

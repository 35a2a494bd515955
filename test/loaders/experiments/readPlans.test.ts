import { describe, expect, it } from "vitest";
import { readPlans, withPlans } from "../../../loaders/experiments/readPlans.js";
import { folder } from "../sources/staging.js";

const plan = {
  id: "remedies",
  arms: [
    { id: "holdout", share: 0.1 },
    { id: "call", share: 0.9 },
  ],
  metric: "stay_rate",
  ...{ control: "holdout", tiers: ["high"], startsOn: "2026-01-05", endsOn: "2026-12-28", followUpDays: 90 },
  ...{ baseline: 0.4, target: 0.5, alpha: 0.05, power: 0.8, rule: "fixed", perArm: 388 },
};
const file = (change: object = {}, more: object = {}) =>
  JSON.stringify({ playbook: "saas", title: { zh: "办法", en: "Remedies" }, plan: { ...plan, ...change }, ...more });

describe("registered experiments", () => {
  it("are read for their playbook; those of the sample apply to nobody else", () => {
    const dir = folder({ "a.json": file(), "b.json": file({ id: "other" }, { source: "sample" }) });
    expect(readPlans("saas", "tables", dir).map((one) => one.plan.id)).toEqual(["remedies"]);
    expect(readPlans("saas", "sample", dir).map((one) => one.plan.id)).toEqual(["other"]);
    expect(readPlans("aftersales", "tables", dir)).toEqual([]);
    expect(readPlans("saas", "tables", `${dir}/none`)).toEqual([]);
  });

  it("are told apart by hash, and another plan makes another run", () => {
    const [before, after] = [file(), file({ perArm: 389 })].map((text) =>
      readPlans("saas", "tables", folder({ "a.json": text })),
    );
    expect(before![0]!.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(after![0]!.hash).not.toBe(before![0]!.hash);
    expect(withPlans("input", [])).toBe("input");
    expect(withPlans("input", before!)).not.toBe(withPlans("input", after!));
  });

  it.each([
    ["shares that do not sum to 1", file({ arms: [plan.arms[0], { id: "call", share: 0.5 }] }), "shares"],
    ["a control that is no arm", file({ control: "nobody" }), "control"],
    ["an end before anybody can be followed", file({ endsOn: "2026-03-01" }), "follow-up"],
    ["another metric", file({ metric: "clicks" }), "metric"],
    ["a field of another name", file({ per_arm: 4 }), "per_arm"],
    ["no JSON", "{", "JSON"],
  ])("are refused with %s, naming the file", (_, text, word) => {
    const dir = folder({ "wrong.json": text });
    expect(() => readPlans("saas", "tables", dir)).toThrow(
      expect.objectContaining({ where: `${dir}/wrong.json` }) as Error,
    );
    expect(() => readPlans("saas", "tables", dir)).toThrow(word);
  });
});

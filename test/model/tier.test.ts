import { describe, expect, it } from "vitest";
import { statusOf } from "../../src/model/status.js";
import { tierLabel, tierOf } from "../../src/model/tier.js";
import { playbooks } from "../../src/playbooks/index.js";

describe.each(Object.values(playbooks))("tierOf in $id", ({ tiers, health }) => {
  it.each([
    [1, "critical"],
    [0.7000001, "critical"],
    [0.7, "high"],
    [0.5, "medium"],
    [0.3, "low"],
    [0, "low"],
  ] as const)("puts %f in %s", (p, tier) => expect(tierOf(p, tiers)).toBe(tier));

  it("refuses what is no probability", () => {
    expect(() => tierOf(NaN, tiers)).toThrow("invalid p; not in [0, 1]: NaN");
  });

  it("names tiers in both languages", () => {
    expect(tierLabel("high", tiers, "zh")).toBe(tiers.high.label.zh);
    expect(tierLabel("high", tiers, "en")).not.toBe(tierLabel("high", tiers, "zh"));
  });

  it.each([
    [84.8, "healthy"],
    [80, "healthy"],
    [79.99, "at_risk"],
    [60, "at_risk"],
    [43.475, "deteriorating"],
    [12.5, "critical"],
    [0, "critical"],
  ] as const)("gives a score of %f the status %s", (score, status) => {
    expect(statusOf(score, health.statuses)).toBe(status);
  });

  it("gives no status without a score, and refuses one outside 0–100", () => {
    expect(statusOf(undefined, health.statuses)).toBeUndefined();
    expect(statusOf(NaN, health.statuses)).toBeUndefined();
    expect(() => statusOf(101, health.statuses)).toThrow("invalid score; not in [0, 100]: 101");
  });
});

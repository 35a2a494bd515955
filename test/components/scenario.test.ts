import { describe, expect, it } from "vitest";
import {
  choosePreset,
  fixedCost,
  ownChoice,
  scenarios,
  setBudget,
  setChurn,
  setLtv,
  setSwitch,
  sliderRanges,
} from "../../src/components/ceo/scenario.js";
import { playbookById } from "../../src/playbooks/index.js";
import { makePageData } from "../fixtures/pages/makePageData.js";

const playbook = playbookById("aftersales");
const { ceo } = makePageData({ playbook: "aftersales", audience: "executive", scale: 200 });
const compute = scenarios(playbook, ceo);
const own = compute(ownChoice);
const preset = (id: string) => compute(choosePreset(playbook.roi.presets.find((one) => one.id === id)!));

describe("scenario", () => {
  it("opens on the run's own customers, bottom-up, programme tiers only", () => {
    const active = ceo.tiers.reduce((sum, { customers }) => sum + customers, 0);
    expect(own.values["customers"]).toBe(active);
    expect(own.values["count_low_tier"]).toBe(0);
    expect(own.values["lost_without"]).toBeCloseTo(
      ceo.tiers.reduce((sum, { expectedLosses }) => sum + expectedLosses, 0),
      6,
    );
  });

  // the plan's table of presets, hand arithmetic from its printed figures
  it.each([
    ["published", 3.587],
    ["recomputed", 2.502],
    ["all_in", 2.159],
    ["all_tiers", 2.001],
    ["programme_tiers", 1.072],
  ])("shows the plan's own figures for preset %s", (id, roi) => {
    expect(preset(id).values["roi"]).toBeCloseTo(roi, 3);
  });

  it("spends less, saves fewer and keeps churn higher with a smaller budget", () => {
    const half = compute(setBudget(own, fixedCost(own) + own.curve.fullBudget / 2));
    expect(half.values["investment"]).toBeCloseTo(fixedCost(own) + own.curve.fullBudget / 2, 3);
    expect(half.values["saved"]).toBeLessThan(own.values["saved"]!);
    expect(half.values["churn_with"]).toBeGreaterThan(own.values["churn_with"]!);
    expect(half.roi.p50).not.toBe(own.roi.p50);
  });

  it("saves nobody without a budget for anybody", () => {
    const none = compute(setBudget(own, 0));
    expect(none.values["saved"]).toBe(0);
    expect(none.values["roi"]).toBeCloseTo(-1, 12);
  });

  it("reads budget and churn as one point: setting the churn that a budget gives gives the budget back", () => {
    const some = compute(setBudget(own, fixedCost(own) + own.curve.fullBudget * 0.37));
    const back = compute(setChurn(own, some.values["churn_with"]!));
    expect(back.values["investment"]).toBeCloseTo(some.values["investment"]!, 2);
  });

  it("takes a churn that no budget reaches as everybody treated", () => {
    expect(compute(setChurn(own, 0)).values["investment"]).toBeCloseTo(own.values["investment"]!, 3);
  });

  it("moves the stated target where the plan states churn", () => {
    const moved = compute(setChurn(preset("published"), 0.15));
    expect(moved.values["saved"]).toBeCloseTo(6_000, 6);
    expect(moved.values["investment"]).toBeCloseTo(10_840_000, 6);
  });

  it("leaves a stated target once money decides", () => {
    expect(compute(setBudget(preset("published"), 9_000_000)).values["top_down"]).toBe(0);
  });

  it("keeps everything else when LTV moves", () => {
    const dear = compute(setLtv(own, own.values["ltv"]! * 1.5));
    expect(dear.values["investment"]).toBe(own.values["investment"]);
    expect(dear.values["saved"]).toBe(own.values["saved"]);
    expect(dear.values["roi"]).toBeGreaterThan(own.values["roi"]!);
    expect(dear.model).toBe(own.model);
  });

  it("counts the low tier by its switch, in saved and in cost", () => {
    const all = compute(setSwitch(own, { id: "count_low_tier", isOn: true }));
    expect(all.values["saved"]).toBeGreaterThan(own.values["saved"]!);
    expect(all.values["investment"]).toBeGreaterThan(own.values["investment"]!);
  });

  it("holds every slider within its range", () => {
    for (const scenario of [
      own,
      preset("published"),
      preset("all_tiers"),
      compute(setBudget(own, 0)),
      compute(setLtv(own, 1.4 * own.values["ltv"]!)),
    ]) {
      for (const { min, max, value } of Object.values(sliderRanges(scenario))) {
        expect(value).toBeGreaterThanOrEqual(min - 1e-9);
        expect(value).toBeLessThanOrEqual(max + 1e-6);
      }
    }
  });

  it("orders its quantiles and gives the same figures again", () => {
    const { p2_5, p10, p50, p90, p97_5 } = own.roi;
    expect([p2_5, p10, p50, p90, p97_5]).toEqual([p2_5, p10, p50, p90, p97_5].toSorted((a, b) => a! - b!));
    expect(scenarios(playbook, ceo)(ownChoice).roi).toEqual(own.roi);
  });
});

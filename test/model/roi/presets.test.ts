import { describe, expect, it } from "vitest";
import { evaluateRoi, presetTable, roiModel } from "../../../src/model/roi/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { playbooks } from "../../../src/playbooks/index.js";
import { saas } from "../../../src/playbooks/saas.js";

const model = roiModel(aftersales);
const table = presetTable(model, aftersales.roi.presets);

// Investment and benefit in 万元, as in the published plan and its corrections; ROI and payback follow by hand.
const known = [
  { id: "published", interventions: 744, investment: 1084, saved: 12_000, benefit: 4972.8, roi: 3.5875, payback: 2.62 },
  {
    id: "recomputed",
    interventions: 1080,
    investment: 1420,
    saved: 12_000,
    benefit: 4972.8,
    roi: 2.502,
    payback: 3.43,
  },
  { id: "all_in", interventions: 1234, investment: 1574, saved: 12_000, benefit: 4972.8, roi: 2.1593, payback: 3.8 },
  { id: "all_tiers", interventions: 1234, investment: 1574, saved: 11_400, benefit: 4724.16, roi: 2.0014, payback: 4 },
  {
    id: "programme_tiers",
    interventions: 1080,
    investment: 1420,
    saved: 7100,
    benefit: 2942.24,
    roi: 1.072,
    payback: 5.79,
  },
];

describe("after-sales presets", () => {
  it.each(known)("give the known figures: $id", ({ id, interventions, investment, saved, benefit, roi, payback }) => {
    const { values } = table.columns.find(({ preset }) => preset.id === id)!;
    expect(values["interventions"]! / 1e4).toBeCloseTo(interventions, 8);
    expect(values["investment"]! / 1e4).toBeCloseTo(investment, 8);
    expect(values["saved"]).toBeCloseTo(saved, 8);
    expect(values["benefit"]! / 1e4).toBeCloseTo(benefit, 8);
    expect(values["roi"]).toBeCloseTo(roi, 4);
    expect(values["payback"]).toBeCloseTo(payback, 2);
  });

  it("come in that order, the last being the default", () => {
    expect(table.columns.map(({ preset }) => preset.id)).toEqual(known.map(({ id }) => id));
    expect(table.columns.at(-1)!.values).toEqual(evaluateRoi(model));
  });

  it("say line by line what differs from the first", () => {
    const recomputed = table.columns[1]!;
    expect(recomputed.changes).toEqual([{ id: "cost_critical", from: 240, to: 800 }]);
    const roi = table.lines.find(({ node }) => node.id === "roi")!;
    expect(roi.differences.map((x) => Math.round(100 * x))).toEqual([0, -109, -143, -159, -252]);
  });

  it("bring churn from 18 % to the published 12, to 12.3 counting all tiers, to 14.45 counting the programme's", () => {
    expect(table.columns.map(({ values }) => values["churn_without"])).toEqual(
      known.map(() => expect.closeTo(0.18, 12)),
    );
    expect(table.columns.map(({ values }) => values["churn_with"])).toEqual(
      [0.12, 0.12, 0.12, 0.123, 0.1445].map((x) => expect.closeTo(x, 12)),
    );
  });

  it("add up tier by tier: 1,500, 3,200, 2,400 and 4,300", () => {
    const { values } = table.columns[3]!;
    const saved = ["critical", "high", "medium", "low"].map((tier) => values[`saved_${tier}`]);
    expect(saved).toEqual([1500, 3200, 2400, 4300].map((x) => expect.closeTo(x, 8)));
  });

  it("need 1,042 万 in the first year of the default, which covers 65 % of customer-months", () => {
    const { values } = table.columns.at(-1)!;
    expect(values["first_year_investment"]! / 1e4).toBeCloseTo(1042, 8);
    expect(values["ramp_share"]).toBeCloseTo(0.65, 12);
  });
});

describe("saas placeholders", () => {
  it("ask to be replaced: nothing in them is published or measured", () => {
    const kinds = new Set(Object.values(saas.roi.assumptions).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["choice", "placeholder"]);
  });

  // 6,000 * .15 + 16,000 * .12 + 24,000 * .06 = 4,260; 1,800 + 1,280 + 144 万 for the actions, 60 + 30 beside them.
  it("give what their figures say", () => {
    const values = evaluateRoi(roiModel(saas));
    expect(values["saved"]).toBeCloseTo(4260, 8);
    expect(values["interventions"]).toBeCloseTo(32_240_000, 6);
    expect(values["investment"]).toBeCloseTo(33_140_000, 6);
    expect(values["referral_total"]).toBe(0);
  });
});

describe.each(playbooks)("the ROI section of $id", ({ roi, ...playbook }) => {
  it("overrides nothing in its last preset and only known assumptions in the others", () => {
    expect(roi.presets.at(-1)!.overrides).toEqual({});
    const { assumptions } = roiModel({ roi, ...playbook });
    const ids = assumptions.map(({ id }) => id);
    for (const preset of roi.presets) expect(ids).toEqual(expect.arrayContaining(Object.keys(preset.overrides)));
  });

  it("gives every result a value", () => {
    const values = evaluateRoi(roiModel({ roi, ...playbook }));
    for (const id of ["saved", "benefit", "investment", "roi", "payback", "npv", "churn_with"]) {
      expect(Number.isFinite(values[id]), id).toBe(true);
    }
  });
});

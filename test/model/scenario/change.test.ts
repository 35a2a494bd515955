import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateRoi } from "../../../src/model/roi/index.js";
import {
  changesOf,
  defaultScenario,
  fromPreset,
  resetAssumption,
  setAssumption,
  setRange,
} from "../../../src/model/scenario/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { vocabularyOf } from "./vocabulary.js";

const vocabulary = vocabularyOf("aftersales");
const { model } = vocabulary;
const opens = defaultScenario(vocabulary);

describe("changing an assumption", () => {
  it("lists what differs from the basis, with its former value", () => {
    const changed = setAssumption(model, setAssumption(model, opens, "ltv", 3_800), "count_low_tier", 1);
    expect(changesOf(model, changed)).toEqual([
      { id: "count_low_tier", from: 0, to: 1 },
      { id: "ltv", from: 4_000, to: 3_800 },
    ]);
  });

  it("takes an assumption off the list when it is set to its own value", () => {
    expect(setAssumption(model, setAssumption(model, opens, "ltv", 3_800), "ltv", 4_000).overrides).toEqual({});
  });

  it("resets one assumption and its range, and leaves the others", () => {
    const two = setRange(
      model,
      setAssumption(model, setAssumption(model, opens, "ltv", 1), "margin", 0.9),
      "ltv",
      [1, 2],
    );
    expect(resetAssumption(two, "ltv")).toEqual({ ...opens, overrides: { margin: 0.9 } });
  });

  it("stays within what makes sense", () => {
    expect(setAssumption(model, opens, "margin", 7).overrides).toEqual({});
    expect(setAssumption(model, opens, "stay_high", -1).overrides).toEqual({ stay_high: 0 });
    expect(setRange(model, opens, "stay_high", [2, -1]).ranges).toEqual({ stay_high: { low: 0, high: 1 } });
  });

  it("never lets tier shares exceed everybody", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("share_critical", "share_high", "share_medium"), fc.double())),
        (moves) => {
          const moved = moves.reduce((scenario, [id, value]) => setAssumption(model, scenario, id, value), opens);
          expect(evaluateRoi(model, moved.overrides)["share_low"]).toBeGreaterThanOrEqual(-1e-12);
        },
      ),
    );
  });

  it("refuses what is no assumption, and a range for a switch", () => {
    expect(() => setAssumption(model, opens, "roi", 1)).toThrow("not an assumption of this playbook: roi");
    expect(() => setRange(model, opens, "count_ramp", [0, 1])).toThrow("not drawn: count_ramp");
  });

  it.each([
    ["published", 3.587],
    ["recomputed", 2.502],
    ["all_in", 2.159],
    ["all_tiers", 2.001],
    ["programme_tiers", 1.072],
  ])("takes preset %s as the working copy: ROI %f", (id, roi) => {
    const preset = aftersales.roi.presets.find((each) => each.id === id)!;
    const scenario = fromPreset(setRange(model, opens, "ltv", [1, 2]), preset);
    expect(evaluateRoi(model, scenario.overrides)["roi"]).toBeCloseTo(roi, 3);
    expect(scenario).toMatchObject({ basis: "plan", ranges: {} });
  });
});

import { describe, expect, it } from "vitest";
import { assess } from "../../../loaders/model/assess.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import type { TrainingSet } from "../../../src/model/churn/types.js";

/** 200 customers: 40 at .8 of whom 32 left, 160 at .05 of whom 8 left; one segment has three of them. */
const p = Float64Array.from({ length: 200 }, (_, i) => (i < 40 ? 0.8 : 0.05));
const labels = Float64Array.from(p, (_, i) => Number(i < 32 || (i >= 40 && i < 48)));
const segment = Float64Array.from(p, (_, i) => (i >= 197 ? 1 : i % 50 === 0 ? NaN : 0));
const test: TrainingSet = {
  frame: {
    rows: 200,
    columns: [
      { id: "segment", kind: "category", levels: ["many", "few"], values: segment },
      { id: "told", kind: "number", values: labels },
    ],
  },
  labels,
};
const report = assess({ test, p, playbook: aftersales, ltv: 4000, seed: 1 });

describe("the report on a model", () => {
  it("hides no segment, however small, nor those without one", () => {
    expect(report.segments.map(({ level, rows, events }) => [level, rows, events])).toEqual([
      ["many", 193, 39],
      ["few", 3, 0],
      [null, 4, 1],
    ]);
    expect(report.segments[1]!.auc).toBeUndefined();
    expect(report.segments[1]!.rate).toBe(0);
    expect(report.segments[1]!.meanP).toBeCloseTo(0.05, 12);
  });

  it("reports a feature that alone tells who left", () => {
    expect(report.leaks.map(({ feature }) => feature)).toEqual(["told"]);
  });

  it("counts profit with the playbook's cost a head and effect of the tier, none kept in the low tier", () => {
    // critical: 800 元 a head, stay rate .45 against .2 natural, so 5 of 16 leavers stay: 32 * 5/16 * 4,000 - 40 * 800
    expect(report.profit!.best.share).toBe(0.2);
    expect(report.profit!.best.profit * 200).toBeCloseTo(32 * (0.25 / 0.8) * 4000 - 40 * 800, 6);
    const all = report.profit!.curve.at(-1)!;
    expect(all.benefit).toBeCloseTo(report.profit!.best.benefit, 9);
    expect(all.cost * 200).toBeCloseTo(40 * 800 + 160 * 10, 6);
  });

  it("leaves out rows of weight 0", () => {
    const weights = labels.map((_, i) => (i < 100 ? 1 : 0));
    const half = assess({ test: { ...test, weights }, p, playbook: aftersales, ltv: 4000, seed: 1 });
    expect(half.segments.reduce((sum, { rows }) => sum + rows, 0)).toBe(100);
  });

  it("finds calibrated predictions within their noise", () => {
    expect(report.calibrationError!.ece).toBeLessThan(report.calibrationError!.noiseHigh);
  });
});

import { describe, expect, it } from "vitest";
import { keptInstead } from "../../loaders/promote.js";
import type { Trained } from "../../loaders/train.js";
import { churnColumn } from "../../src/model/churn/anyModel.js";
import type { AdditiveModel, TrainingSet } from "../../src/model/churn/types.js";
import { hashUnit } from "../../src/model/stats/hash.js";

const linear = (weight: number, feature = "x"): AdditiveModel => ({
  ...{ version: 1, id: "m", kind: "logistic", intercept: -1 },
  terms: [{ kind: "linear", feature, center: 0, scale: 1, weight, offset: 0, missing: 0, low: -2, high: 2 }],
  trainedOn: { rows: 1, events: 1, weight: 1, eventWeight: 1 },
});
const previous = (testedModel: AdditiveModel) => ({ testedModel }) as unknown as Trained;

/** 2,000 customers who leave with sigmoid(2x - 1). */
const n = 2000;
const x = Float64Array.from({ length: n }, (_, i) => 4 * hashUnit(`x|${i}`) - 2);
const test: TrainingSet = {
  frame: { rows: n, columns: [{ id: "x", kind: "number", values: x }] },
  labels: x.map((value, i) => (hashUnit(`y|${i}`) < 1 / (1 + Math.exp(1 - 2 * value)) ? 1 : 0)),
};
const p = (model: AdditiveModel) => churnColumn(model, test.frame);

describe("a new model", () => {
  it("takes over when it is better, and when it is as good", () => {
    expect(keptInstead(previous(linear(0.5)), { test, p: p(linear(2)) })).toBeUndefined();
    expect(keptInstead(previous(linear(2)), { test, p: p(linear(1.98)) })).toBeUndefined();
  });

  it("does not when it is worse beyond the interval, and the old one is told how it does now", () => {
    const kept = keptInstead(previous(linear(2)), { test, p: p(linear(0.5)) })!;
    expect(kept.difference.high).toBeLessThan(0);
    expect(kept.evaluation!.auc.value).toBeGreaterThan(0.85);
    expect(kept.evaluation!.calibration!.slope).toBeCloseTo(1, 0);
  });

  it("takes over where there is nothing to compare it with", () => {
    expect(keptInstead(undefined, { test, p: p(linear(0.5)) })).toBeUndefined();
    expect(keptInstead({} as Trained, { test, p: p(linear(0.5)) })).toBeUndefined();
    expect(keptInstead(previous(linear(2, "gone")), { test, p: p(linear(0.5)) })).toBeUndefined();
  });
});

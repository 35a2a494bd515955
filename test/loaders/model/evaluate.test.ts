import { describe, expect, it } from "vitest";
import { evaluate } from "../../../loaders/model/evaluate.js";

const p = [0.1, 0.4, 0.35, 0.8];
const y = [0, 0, 1, 1];

describe("evaluate", () => {
  it("agrees with scikit-learn", () => {
    // roc_auc_score, brier_score_loss, log_loss
    const found = evaluate({ p, y })!;
    expect(found.auc.value).toBe(0.75);
    expect(found.brier).toBeCloseTo(0.158125, 12);
    expect(found.logLoss).toBeCloseTo(0.47228795380917615, 14);
    expect([found.rows, found.events]).toEqual([4, 2]);
  });

  it("leaves out rows of weight 0", () => {
    const found = evaluate({ p: [...p, 0.99], y: [...y, 0], weights: [1, 1, 1, 1, 0] }, ["a", "b", "c", "d", "e"])!;
    expect(found.auc.value).toBe(0.75);
    expect(found.rows).toBe(4);
  });

  it("is undefined where everybody stayed", () => {
    expect(evaluate({ p, y: [0, 0, 0, 0] })).toBeUndefined();
  });
});

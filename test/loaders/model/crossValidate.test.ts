import { describe, expect, it } from "vitest";
import { readDataset } from "../../../bench/churnData.js";
import { crossValidate } from "../../../loaders/model/crossValidate.js";
import { fitLogistic } from "../../../loaders/model/fitLogistic.js";
import { stratifiedFolds } from "../../../loaders/model/folds.js";
import { predictColumn } from "../../../src/model/churn/columns.js";
import type { Frame, TrainingSet } from "../../../src/model/churn/types.js";
import { datasets, isAbsent } from "./datasets.js";

const labels = Array.from({ length: 103 }, (_, i) => +(i % 4 === 0));
const count = (values: ArrayLike<number>, wanted: number): number =>
  Array.from(values).filter((value) => value === wanted).length;

describe("stratifiedFolds", () => {
  it("spreads rows and events evenly, the same way for the same seed", () => {
    const folds = stratifiedFolds(labels, 5, 42);
    const events = folds.filter((_, i) => labels[i] === 1);
    for (let fold = 0; fold < 5; fold++) {
      expect([20, 21]).toContain(count(folds, fold));
      expect([5, 6]).toContain(count(events, fold));
    }
    expect(stratifiedFolds(labels, 5, 42)).toEqual(folds);
    expect(stratifiedFolds(labels, 5, 43)).not.toEqual(folds);
  });

  it("keeps the rows of one customer together", () => {
    const groups = labels.map((_, i) => `customer ${i % 40}`);
    const folds = stratifiedFolds(labels, 4, 1, groups);
    groups.forEach((group, i) => expect(folds[i]).toBe(folds[groups.indexOf(group)]));
  });

  it("refuses fewer than two folds", () => {
    expect(() => stratifiedFolds(labels, 1, 1)).toThrow("invalid number of folds; not an integer above 1: 1");
  });
});

describe("crossValidate", () => {
  const set: TrainingSet = {
    frame: { rows: 103, columns: [{ id: "row", kind: "number", values: Float64Array.from(labels.keys()) }] },
    labels: Float64Array.from(labels),
  };

  it("scores every row by a fit that has not seen it", async () => {
    const { p } = await crossValidate(set, ({ frame }) => {
      const seen = new Set(frame.columns[0]!.values);
      return (held: Frame) => held.columns[0]!.values.map((row) => (seen.has(row) ? NaN : row / 1000));
    });
    expect(p).toEqual(Float64Array.from(labels, (_, i) => i / 1000));
  });

  it("has no evaluation where nobody left", async () => {
    const nobody = { ...set, labels: new Float64Array(103) };
    expect((await crossValidate(nobody, () => (held) => new Float64Array(held.rows))).evaluation).toBeUndefined();
  });

  it.skipIf(isAbsent("telco_ibm.csv"))(
    "reaches the known figures of logistic regression on the telecom sample",
    async () => {
      const { frame, labels, folds } = readDataset(datasets, "telco_ibm");
      const fit = (training: TrainingSet) => {
        const model = fitLogistic(training);
        return (held: Frame) => predictColumn(model, held);
      };
      const { evaluation } = await crossValidate({ frame, labels }, fit, { folds });
      // scikit-learn on the same folds: .8453, Brier .1356 (means of folds; pooled differs in the fourth decimal)
      expect(evaluation!.auc.value).toBeCloseTo(0.8453, 3);
      expect(evaluation!.brier).toBeCloseTo(0.1356, 3);
      expect(evaluation!.auc.low).toBeGreaterThan(0.83);
      expect(evaluation!.calibration!.slope).toBeCloseTo(1, 1);
      expect([evaluation!.rows, evaluation!.events]).toEqual([7043, 1869]);
    },
  );
});

import { describe, expect, it } from "vitest";
import { compareOutOfFold, compareOutOfTime } from "../../../loaders/model/compareModels.js";
import type { TrainingSet } from "../../../src/model/churn/types.js";
import { world } from "./world.js";

const training = world(2500, 1);
const later = world(2500, 2);

describe("compareOutOfTime", () => {
  it("tests every kind on the later rows and takes the additive model, which the interaction puts before the logistic one", async () => {
    const { winner, models, comparisons } = await compareOutOfTime(training, later, {
      kinds: ["additive", "logistic"],
      threads: 1,
    });
    expect(winner).toBe("additive");
    expect(models.map(({ kind, p, evaluation }) => [kind, p.length, evaluation!.rows])).toEqual([
      ["additive", 2500, 2500],
      ["logistic", 2500, 2500],
    ]);
    expect(comparisons[1]!.difference.low).toBeGreaterThan(0);
  });

  it("finds the same in this thread and on two that fit all kinds side by side", async () => {
    const options = { seed: 3, groups: Array.from(training.labels, (_, i) => `customer ${i >> 1}`) };
    const alone = await compareOutOfTime(training, later, { ...options, threads: 1 });
    expect(alone.models.map(({ kind }) => kind)).toEqual(["additive", "trees", "logistic"]);
    expect(await compareOutOfTime(training, later, { ...options, threads: 2 })).toEqual(alone);
  });

  it("compares on rows that count: a weight of 0 leaves a row out", async () => {
    const weights = later.labels.map((_, i) => (i < 1000 ? 1 : 0));
    const test: TrainingSet = { ...later, weights };
    const { models } = await compareOutOfTime(training, test, { kinds: ["logistic"] });
    expect(models[0]!.evaluation!.rows).toBe(1000);
  });
});

describe("compareOutOfFold", () => {
  it("scores every row by models that have not seen it, the same way for the same seed", async () => {
    const options = { kinds: ["logistic", "trees"] as const, foldCount: 2, seed: 5, threads: 1 };
    const first = await compareOutOfFold(training, options);
    expect(first.models.map(({ kind }) => kind)).toEqual(["logistic", "trees"]);
    expect(first.models[1]!.evaluation!.auc.value).toBeGreaterThan(0.75);
    expect((await compareOutOfFold(training, options)).models[1]!.p).toEqual(first.models[1]!.p);
  });
});

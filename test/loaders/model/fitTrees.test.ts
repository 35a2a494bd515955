import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fitTrees } from "../../../loaders/model/fitTrees.js";
import { takeTraining } from "../../../loaders/model/frames.js";
import { treeContributions, treesBase } from "../../../src/model/churn/treeShap.js";
import { treesLogOdds, treesLogOddsColumn } from "../../../src/model/churn/trees.js";
import type { Row, TrainingSet, TreesModel } from "../../../src/model/churn/types.js";
import { auc } from "../../../src/model/stats/auc.js";
import { random } from "../../../src/model/stats/random.js";
import { world } from "./world.js";

const training = world(4000, 1);
const first = (rows: number): TrainingSet =>
  takeTraining(
    training,
    Int32Array.from({ length: rows }, (_, i) => i),
  );

describe("fitTrees", () => {
  it("comes within .015 of the AUC that the truth itself reaches on new customers", async () => {
    const { model } = await fitTrees(training, { bags: 2 });
    const fresh = world(20_000, 2);
    const reached = auc({ p: treesLogOddsColumn(model, fresh.frame), y: fresh.labels })!.value;
    expect(reached).toBeGreaterThan(auc({ p: fresh.truth, y: fresh.labels })!.value - 0.015);
  });

  it("learns what no sum of single features can: one or the other, not both", async () => {
    const rows = 800;
    const [a, b] = [0, 1].map((c) => Float64Array.from({ length: rows }, (_, i) => (i >> c) & 1));
    const labels = a!.map((value, i) => (value !== b![i] ? 1 : 0));
    const frame = {
      rows,
      columns: [
        { id: "a", kind: "number" as const, values: a! },
        { id: "b", kind: "number" as const, values: b! },
      ],
    };
    // every draw of features must hold both
    const { model } = await fitTrees({ frame, labels }, { bags: 1, maxTrees: 100 });
    const odds = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ].map(([a, b]) => treesLogOdds(model, { a, b }));
    expect(Math.min(odds[1]!, odds[2]!)).toBeGreaterThan(Math.max(odds[0]!, odds[3]!));
  });

  it("is the mean of as many bags as a page can load: at most 100 kB", async () => {
    const { normal } = random(5);
    const rows = 1500;
    const columns = Array.from({ length: 6 }, (_, c) => ({
      id: `f${c}`,
      kind: "number" as const,
      values: Float64Array.from({ length: rows }, normal),
    }));
    // no noise and many turns: every further tree finds something
    const labels = Float64Array.from({ length: rows }, (_, i) =>
      columns.reduce((sum, { values }) => sum + Math.sin(3 * values[i]!), 0) > 0 ? 1 : 0,
    );
    const { model, trees } = await fitTrees({ frame: { rows, columns }, labels });
    expect(trees.length).toBeLessThan(8);
    expect(model.trees.length).toBe(trees.reduce((sum, count) => sum + count, 0));
    const bytes = gzipSync(JSON.stringify(model)).length;
    expect(bytes).toBeLessThanOrEqual(100_000);
    // nor was there room for one more bag
    expect(bytes * (1 + 1 / trees.length)).toBeGreaterThan(80_000);
  });

  it("explains a customer by contributions that add up to the log-odds together with the base", async () => {
    const { model } = await fitTrees(first(1500), { bags: 2, maxTrees: 30 });
    const rows: Row[] = [
      { visits: 1, overdue: 90, unhappy: 1, noise: 0, city: "北京" },
      { visits: null, overdue: null, unhappy: null, noise: null, city: null },
      { visits: 1e9, overdue: -5, unhappy: 0, noise: 3, city: "never seen" },
    ];
    for (const row of rows) {
      const total = treeContributions(model, row).reduce((sum, { logOdds }) => sum + logOdds, treesBase(model));
      expect(total).toBeCloseTo(treesLogOdds(model, row), 9);
    }
    const reloaded = JSON.parse(JSON.stringify(model)) as TreesModel;
    expect(rows.map((row) => treesLogOdds(reloaded, row))).toEqual(rows.map((row) => treesLogOdds(model, row)));
  });

  it("is the same model on worker threads, for the same seed; another for another", async () => {
    const options = { bags: 2, maxTrees: 15, seed: 3 };
    const local = await fitTrees(first(1000), { ...options, threads: 1 });
    expect((await fitTrees(first(1000), { ...options, threads: 2 })).model).toEqual(local.model);
    expect((await fitTrees(first(1000), { ...options, seed: 4, threads: 1 })).model.trees).not.toEqual(
      local.model.trees,
    );
  });

  it("refuses labels of one kind", async () => {
    await expect(fitTrees({ ...training, labels: new Float64Array(4000) })).rejects.toThrow(
      "training needs rows of both labels",
    );
  });
});

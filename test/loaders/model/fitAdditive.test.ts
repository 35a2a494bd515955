import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { readDataset } from "../../../bench/churnData.js";
import { fitAdditive, type AdditiveFit } from "../../../loaders/model/fitAdditive.js";
import { takeRows, takeTraining, takeValues } from "../../../loaders/model/frames.js";
import { readFrame } from "../../../loaders/model/readFrame.js";
import { rows as select } from "../../../loaders/query.js";
import { contributions, logOdds, predict } from "../../../src/model/churn/additive.js";
import { binOf } from "../../../src/model/churn/bins.js";
import { contributionColumns, logOddsColumn, predictColumn } from "../../../src/model/churn/columns.js";
import { churnProbabilityQuery } from "../../../src/model/churn/sql.js";
import type { AdditiveModel, Row, StepsTerm, TrainingSet } from "../../../src/model/churn/types.js";
import { auc } from "../../../src/model/stats/auc.js";
import { random } from "../../../src/model/stats/random.js";
import { datasets, isAbsent } from "./datasets.js";
import { world } from "./world.js";

const training = world(6000, 1);
let fit: AdditiveFit;
beforeAll(async () => {
  fit = await fitAdditive(training, { seed: 7, bags: 4 });
});

const stepsOf = (model: AdditiveModel, feature: string): StepsTerm | undefined =>
  model.terms.find((term): term is StepsTerm => term.kind === "steps" && term.feature === feature);
const areaOf = (values: Float64Array, y: Float64Array): number => auc({ p: values, y })!.value;

describe("fitAdditive", () => {
  it("comes within .01 of the AUC that the truth itself reaches on new customers", () => {
    const fresh = world(20_000, 2);
    const best = areaOf(fresh.truth, fresh.labels);
    expect(areaOf(logOddsColumn(fit.model, fresh.frame), fresh.labels)).toBeGreaterThan(best - 0.01);
  });

  it("finds the one interaction there is, before all others", () => {
    const [first] = fit.model.terms.filter((term) => term.kind === "pair");
    expect(first?.axes.map(({ feature }) => feature).sort()).toEqual(["overdue", "unhappy"]);
  });

  it("finds the step where it is", () => {
    const at = (overdue: number): number =>
      logOdds(fit.model, { visits: 2, overdue, unhappy: 1, noise: 0, city: "广州" });
    expect(at(80) - at(40)).toBeGreaterThan(2.2);
    expect(at(80) - at(40)).toBeLessThan(3.8);
    expect(Math.abs(at(170) - at(80))).toBeLessThan(0.6);
  });

  it("centres every contribution on the training population", () => {
    for (const { values } of contributionColumns(fit.model, training.frame))
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(1e-3);
  });

  it("expects as many losses as there were", () => {
    const expected = logOddsColumn(fit.model, training.frame).reduce((sum, z) => sum + 1 / (1 + Math.exp(-z)), 0);
    expect(expected).toBeCloseTo(
      training.labels.reduce((sum, label) => sum + label, 0),
      0,
    );
  });

  it("scores every training row once by a bag that had not seen it", () => {
    expect(fit.outOfBag.some(Number.isNaN)).toBe(false);
    const seen = areaOf(logOddsColumn(fit.model, training.frame), training.labels);
    expect(areaOf(fit.outOfBag, training.labels)).toBeLessThan(seen);
  });

  it("carries a standard error for each value", () => {
    const overdue = stepsOf(fit.model, "overdue")!;
    expect(overdue.errors).toHaveLength(overdue.values.length);
    expect(Math.max(...overdue.errors!)).toBeGreaterThan(0);
  });

  it("is small enough for a page", () => {
    expect(gzipSync(JSON.stringify(fit.model)).length).toBeLessThan(100_000);
  });

  it("is the same model on worker threads, for the same seed; another for another", async () => {
    const small = takeTraining(
      training,
      Int32Array.from({ length: 1500 }, (_, i) => i),
    );
    const options = { bags: 2, maxRounds: 20, seed: 3 };
    const stages = new Set<string>();
    const local = await fitAdditive(small, { ...options, threads: 1, onProgress: ({ stage }) => stages.add(stage) });
    const threaded = await fitAdditive(small, { ...options, threads: 2 });
    expect(threaded.model).toEqual(local.model);
    expect(threaded.outOfBag).toEqual(local.outOfBag);
    expect([...stages]).toEqual(["shapes", "pairs"]);
    expect((await fitAdditive(small, { ...options, seed: 4, threads: 1 })).model.terms).not.toEqual(local.model.terms);
  });

  it("keeps a constrained feature monotone, and out of the pairs", async () => {
    const { model } = await fitAdditive(
      takeTraining(
        training,
        Int32Array.from({ length: 2000 }, (_, i) => i),
      ),
      { bags: 2, monotone: { noise: 1, visits: -1 } },
    );
    const visits = stepsOf(model, "visits")!.values;
    visits.forEach((value, i) => i > 0 && expect(value).toBeLessThanOrEqual(visits[i - 1]!));
    const noise = stepsOf(model, "noise")?.values ?? [];
    noise.forEach((value, i) => i > 0 && expect(value).toBeGreaterThanOrEqual(noise[i - 1]!));
    expect(
      model.terms.filter((term) => term.kind === "pair").flatMap(({ axes }) => axes.map(({ feature }) => feature)),
    ).not.toContain("visits");
  });

  it("takes weight as number: doubling all weights of the lost shifts the odds, not the shapes", async () => {
    const small = takeTraining(
      training,
      Int32Array.from({ length: 3000 }, (_, i) => i),
    );
    const doubled = await fitAdditive({ ...small, weights: small.labels.map((label) => 1 + label) }, { bags: 4 });
    const plain = await fitAdditive(small, { bags: 4 });
    const mean = (model: AdditiveModel): number =>
      logOddsColumn(model, small.frame).reduce((sum, z) => sum + z, 0) / 3000;
    expect(mean(doubled.model) - mean(plain.model)).toBeCloseTo(Math.log(2), 1);
  });

  it("survives columns without information, and few events", async () => {
    const rows = 60;
    const gone = { id: "gone", kind: "number" as const, values: new Float64Array(rows).fill(NaN) };
    const constant = { id: "constant", kind: "category" as const, levels: ["a"], values: new Float64Array(rows) };
    const labels = Float64Array.from({ length: rows }, (_, i) => (i < 2 ? 1 : 0));
    const { model } = await fitAdditive({ frame: { rows, columns: [gone, constant] }, labels });
    expect(predict(model, { gone: 3, constant: "b" })).toBeCloseTo(2 / 60, 6);
  });

  it("refuses labels of one kind, a number of bags out of range, a monotone category", async () => {
    const labels = new Float64Array(training.frame.rows);
    await expect(fitAdditive({ ...training, labels })).rejects.toThrow("training needs rows of both labels");
    await expect(fitAdditive(training, { bags: 0 })).rejects.toThrow(
      "invalid number of bags; not an integer in [1, 64]: 0",
    );
    await expect(fitAdditive(training, { monotone: { city: 1 } })).rejects.toThrow(
      "only a number can be monotone; a category is: city",
    );
  });

  it.skipIf(isAbsent("telco_ibm.csv"))("is level with xgboost on the telecom sample's folds", async () => {
    const { frame, labels, folds } = readDataset(datasets, "telco_ibm");
    const places = Int32Array.from(folds.keys());
    let sum = 0;
    for (let fold = 0; fold < 5; fold++) {
      const held = places.filter((row) => folds[row] === fold);
      const { model } = await fitAdditive(
        takeTraining(
          { frame, labels },
          places.filter((row) => folds[row] !== fold),
        ),
      );
      sum += areaOf(predictColumn(model, takeRows(frame, held)), takeValues(labels, held));
    }
    // xgboost .8495 on the same folds
    expect(sum / 5).toBeGreaterThan(0.8495 - 0.003);
  });
});

describe("one model, three paths", () => {
  const fresh = world(500, 3);
  const people: Row[] = Array.from({ length: 500 }, (_, i) =>
    Object.fromEntries(
      fresh.frame.columns.map(({ id, levels, values }) => [
        id,
        Number.isNaN(values[i]) ? null : levels ? levels[values[i]!]! : values[i]!,
      ]),
    ),
  );
  people.push(
    { visits: null, overdue: null, unhappy: null, noise: null, city: null },
    { visits: 1e308, overdue: -1e308, unhappy: 0.5, noise: 0, city: "never seen" },
  );
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(
      "create table customer_week (place integer, visits double, overdue double, unhappy double, noise double, city varchar)",
    );
    const literal = (value: Row[string]): string =>
      value == null ? "null" : typeof value === "string" ? `'${value}'` : String(value);
    await connection.run(
      `insert into customer_week values ${people.map((row, i) => `(${[i, ...["visits", "overdue", "unhappy", "noise", "city"].map((id) => literal(row[id]))].join(", ")})`).join(", ")}`,
    );
  });

  it("TypeScript row by row and by columns, JSON reloaded and SQL agree to 1e-9 on every row, in p and in every contribution", async () => {
    const model: AdditiveModel = { ...fit.model, calibrator: { intercept: 0.1, slope: 0.9 } };
    const reloaded = JSON.parse(JSON.stringify(model)) as AdditiveModel;
    const frame = await readFrame(
      connection,
      "select * from customer_week order by place",
      fresh.frame.columns.map(({ id, kind }) => ({ id, kind })),
    );
    const [p, parts] = [predictColumn(model, frame), contributionColumns(model, frame)];
    const found = await select<{ p: number }>(
      connection,
      `${churnProbabilityQuery(model, ["place"], "customer_week")} order by place`,
    );
    const gaps = people.flatMap((row, i) => {
      const expected = contributions(reloaded, row);
      return [
        found[i]!.p - predict(model, row),
        p[i]! - predict(model, row),
        predict(reloaded, row) - predict(model, row),
        ...expected.map(({ feature, logOdds }, c) =>
          parts[c]!.feature === feature ? parts[c]!.values[i]! - logOdds : NaN,
        ),
      ];
    });
    expect(gaps).toHaveLength(people.length * (3 + parts.length));
    expect(Math.max(...gaps.map(Math.abs))).toBeLessThan(1e-9);
  });
});

describe("fitAdditive where the shapes are known", () => {
  it("has the truth within 1.96 standard errors for most customers", async () => {
    const shapes = [(x: number) => 0.8 * x, (x: number) => Math.sin(2 * x), (x: number) => (x > 0.5 ? 0.7 : 0)];
    let [within, all] = [0, 0];
    for (const seed of [1, 2]) {
      const { columns, labels } = sumOfShapes(shapes, seed);
      const { model } = await fitAdditive({ frame: { rows: 3000, columns }, labels }, { seed, pairs: 0 });
      shapes.forEach((shape, f) => {
        const { cuts, values, errors } = stepsOf(model, `f${f}`)!;
        const truth = columns[f]!.values.map(shape);
        const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
        columns[f]!.values.forEach((x, i) => {
          const bin = binOf(cuts, x);
          all++;
          if (Math.abs(values[bin]! - (truth[i]! - mean)) <= 1.96 * errors![bin]!) within++;
        });
      });
    }
    // 95 % would need an unbiased fit; the bare deviation between bags holds half of them
    expect(within / all).toBeGreaterThan(0.8);
  });
});

/** Eight normal features; the first add these shapes to the log-odds, the others nothing. */
function sumOfShapes(shapes: readonly ((x: number) => number)[], seed: number) {
  const { normal, uniform } = random(seed);
  const columns = Array.from({ length: 8 }, (_, c) => ({
    id: `f${c}`,
    kind: "number" as const,
    values: Float64Array.from({ length: 3000 }, normal),
  }));
  const labels = Float64Array.from({ length: 3000 }, (_, i) => {
    const logOdds = shapes.reduce((sum, shape, f) => sum + shape(columns[f]!.values[i]!), -1.2);
    return uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  });
  return { columns, labels };
}

describe("fitAdditive on labels tossed by a coin", () => {
  it("does not find in pairs what is not there, though the best of 190 look good", async () => {
    let excess = 0;
    for (const seed of [1, 2, 3]) {
      const set = tossed(seed);
      const [alone, paired] = [await fitAdditive(set, { seed, pairs: 0 }), await fitAdditive(set, { seed })];
      excess += (areaOf(paired.outOfBag, set.labels) - areaOf(alone.outOfBag, set.labels)) / 3;
    }
    // as far as stopping at the best round flatters anything; it is .08 for pairs stopped on rows that helped to choose them
    expect(excess).toBeLessThan(0.04);
  });
});

function tossed(seed: number): TrainingSet {
  const { normal, uniform } = random(seed);
  const rows = 1500;
  const columns = Array.from({ length: 20 }, (_, c) => ({
    id: `f${c}`,
    kind: "number" as const,
    values: Float64Array.from({ length: rows }, normal),
  }));
  return { frame: { rows, columns }, labels: Float64Array.from({ length: rows }, () => (uniform() < 0.5 ? 1 : 0)) };
}

import { describe, expect, it } from "vitest";
import { stratifiedFolds } from "../../../loaders/model/folds.js";
import { leaks } from "../../../loaders/model/leakage.js";
import type { FrameColumn } from "../../../src/model/churn/types.js";
import { auc } from "../../../src/model/stats/auc.js";
import { world } from "./world.js";

const set = world(2000, 4);
const withColumns = (...columns: FrameColumn[]) => ({
  ...set,
  frame: { rows: 2000, columns: [...set.frame.columns, ...columns] },
});

describe("leaks", () => {
  it("finds nothing among honest features", () => {
    expect(leaks(set)).toEqual([]);
  });

  it("reports a number, a gap and a category that know the outcome, the worst first", () => {
    const flipped = set.labels.map((label, i) => (i % 100 === 0 ? 1 - label : label));
    const found = leaks(
      withColumns(
        { id: "months_left", kind: "number", values: flipped.map((label, i) => (label === 1 ? -i : i + 1)) },
        { id: "exit_survey", kind: "number", values: set.labels.map((label) => (label === 1 ? 3 : NaN)) },
        { id: "state", kind: "category", levels: ["closed", "open"], values: flipped.map((label) => 1 - label) },
      ),
    );
    expect(found.map(({ feature }) => feature)).toEqual(["exit_survey", expect.any(String), expect.any(String)]);
    expect(found[0]!.auc).toBeCloseTo(1, 9);
    expect(found[2]!.auc).toBeGreaterThan(0.95);
  });

  it("tells the AUC of the other half's loss rates, rows weighted", () => {
    const weights = set.labels.map((_, i) => 1 + (i % 3));
    const column: FrameColumn = {
      id: "step",
      kind: "number",
      values: set.labels.map((label, i) => ((i >> 3) % 4) + label),
    };
    const halves = stratifiedFolds(set.labels, 2, 1);
    const lossRate = (row: number): number => {
      const others = Array.from(set.labels.keys()).filter((other) => halves[other] !== halves[row]);
      const mean = (rows: number[], extra: number, count: number): number =>
        (rows.reduce((sum, i) => sum + weights[i]! * set.labels[i]!, 0) + extra) /
        (rows.reduce((sum, i) => sum + weights[i]!, 0) + count);
      const all = mean(Array.from(set.labels.keys()), 0, 0);
      return mean(
        others.filter((other) => column.values[other] === column.values[row]),
        all,
        1,
      );
    };
    const rates = [1, 2, 3, 4, 0].flatMap((x) => [0, 1].map((half) => ({ x, half })));
    const known = new Map(
      rates.map(({ x, half }) => {
        const row = column.values.findIndex((value, i) => value === x && halves[i] === half);
        return [`${x} ${half}`, lossRate(row)];
      }),
    );
    const p = Array.from(column.values, (x, i) => known.get(`${x} ${halves[i]}`)!);
    const [found] = leaks({ ...set, weights, frame: { rows: 2000, columns: [column] } }, { limit: 0.5 });
    expect(found!.auc).toBeCloseTo(auc({ p, y: set.labels, weights })!.value, 12);
  });

  it("is not fooled by a level for every customer", () => {
    const levels = Array.from({ length: 2000 }, (_, i) => `customer ${String(i).padStart(4, "0")}`);
    expect(
      leaks(withColumns({ id: "name", kind: "category", levels, values: Float64Array.from(levels.keys()) })),
    ).toEqual([]);
  });
});

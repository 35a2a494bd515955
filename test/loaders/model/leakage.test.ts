import { describe, expect, it } from "vitest";
import { leaks } from "../../../loaders/model/leakage.js";
import type { FrameColumn } from "../../../src/model/churn/types.js";
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

  it("is not fooled by a level for every customer", () => {
    const levels = Array.from({ length: 2000 }, (_, i) => `customer ${String(i).padStart(4, "0")}`);
    expect(
      leaks(withColumns({ id: "name", kind: "category", levels, values: Float64Array.from(levels.keys()) })),
    ).toEqual([]);
  });
});

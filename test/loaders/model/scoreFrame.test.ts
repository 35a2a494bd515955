import { describe, expect, it } from "vitest";
import { scoreFrame } from "../../../loaders/model/scoreFrame.js";
import { answerScoreTask } from "../../../loaders/model/scoreTask.js";
import type { AdditiveModel, Frame, TreesModel } from "../../../src/model/churn/types.js";

const trainedOn = { rows: 2, events: 1, weight: 2, eventWeight: 1 };
const additive: AdditiveModel = {
  ...{ version: 1, id: "a", kind: "additive", intercept: -1, trainedOn },
  terms: [
    { kind: "steps", feature: "age", cuts: [0, 3], values: [0.1, 0.2, -0.3], missing: 0.4 },
    { kind: "levels", feature: "plan", levels: ["x", "y"], values: [0.5, -0.6], other: 0.7, missing: 0.8 },
  ],
};
const trees: TreesModel = {
  ...{ version: 1, id: "t", kind: "trees", intercept: -1, trainedOn },
  axes: [
    { kind: "steps", feature: "age", cuts: [] },
    { kind: "levels", feature: "plan", levels: ["x", "y"] },
  ],
  trees: [
    {
      ...{ axis: [0, -1, 1, -1, -1], cut: [3, 0, 1, 0, 0], missingLeft: [true, false, false, false, false] },
      ...{ left: [1, -1, 3, -1, -1], right: [2, -1, 4, -1, -1], value: [0, 0.2, 0, -0.4, 0.9], cover: [9, 4, 5, 2, 3] },
    },
  ],
};

/** Row i is told apart from its neighbours, so that a part that came back in another's place is seen. */
function frameOf(rows: number): Frame {
  const shared = (value: (i: number) => number) => {
    const values = new Float64Array(new SharedArrayBuffer(8 * rows));
    for (let i = 0; i < rows; i++) values[i] = value(i);
    return values;
  };
  return {
    rows,
    columns: [
      {
        id: "age",
        kind: "number",
        values: shared((i) => (i % 11 === 0 ? NaN : (i % 7) - 1 + Math.floor((4 * i) / rows))),
      },
      { id: "plan", kind: "category", levels: ["y", "z", "x"], values: shared((i) => (i % 13 === 0 ? NaN : i % 3)) },
    ],
  };
}

describe("scoreFrame", () => {
  it.each([
    ["additive", additive],
    ["trees", trees],
  ])("gives the same figures on threads as in one piece: %s", async (_, model) => {
    const frame = frameOf(30_001);
    for (const asked of ["probability", "contributions"] as const) {
      const found = await scoreFrame(model, frame, asked);
      const whole = answerScoreTask({ model, frame, asked });
      expect(found).toHaveLength(whole.length);
      found.forEach((column, c) => expect(Buffer.from(column.buffer).equals(Buffer.from(whole[c]!.buffer))).toBe(true));
    }
  });

  it("answers a few rows without a thread", async () => {
    const [p] = await scoreFrame(trees, frameOf(3), "probability");
    // ages missing, 1 and 3, the last of plan x: leaves .2, .2 and .9 on an intercept of -1
    const logOdds = [...p!].map((value) => Math.log(value / (1 - value)).toFixed(9));
    expect(logOdds).toEqual(["-0.800000000", "-0.800000000", "-0.100000000"]);
  });

  it("says what a frame lacks, from a thread too, and goes on with the next", async () => {
    const frame = { rows: 30_001, columns: frameOf(30_001).columns.slice(0, 1) };
    await expect(scoreFrame(trees, frame, "probability")).rejects.toThrow("the frame has no such column: plan");
    await expect(scoreFrame(trees, frameOf(30_001), "probability")).resolves.toHaveLength(1);
  });
});

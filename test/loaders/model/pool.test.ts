import { describe, expect, it } from "vitest";
import { openPool } from "../../../loaders/model/pool.js";
import type { AdditiveModel } from "../../../src/model/churn/types.js";

const trainedOn = { rows: 2, events: 1, weight: 2, eventWeight: 1 };
const model = (feature: string): AdditiveModel => ({
  ...{ version: 1, id: "a", kind: "additive", intercept: 0, trainedOn },
  terms: [{ kind: "steps", feature, cuts: [1], values: [0, Math.log(3)], missing: 0 }],
});
/** One row: p is 1/2 below 1, 3/4 from 1 on. */
const task = (x: number, feature = "age") => ({
  model: model(feature),
  frame: { rows: 1, columns: [{ id: "age", kind: "number" as const, values: Float64Array.of(x) }] },
  asked: "probability" as const,
});
const answers = (found: readonly Float64Array[][]): number[] => found.map(([p]) => Number(p![0]!.toFixed(12)));

describe("openPool", () => {
  it("gives answers in the order of the tasks, with one thread, two, and more than there are tasks", async () => {
    for (const threads of [1, 2, 5]) {
      const pool = openPool("score", undefined, threads);
      expect(answers(await pool.run([task(0), task(1), task(0)]))).toEqual([0.5, 0.75, 0.5]);
      pool.close();
    }
  });

  it("serves pools that run at the same time, one after another where threads are few", async () => {
    const many = Array.from({ length: 12 }, (_, i) => openPool("score", undefined, 2).run([task(i % 2), task(1)]));
    const found = await Promise.all(many);
    expect(found.map(answers)).toEqual(found.map((_, i) => [i % 2 === 0 ? 0.5 : 0.75, 0.75]));
  });

  it("says what went wrong in a thread, and goes on with others", async () => {
    const failing = Array.from({ length: 4 }, () => openPool("score", undefined, 2).run([task(0, "income"), task(0)]));
    const reasons = (await Promise.allSettled(failing)).map((one) => one.status === "rejected" && String(one.reason));
    expect(reasons).toEqual(failing.map(() => "Error: unknown feature; the frame has no such column: income"));
    expect(answers(await openPool("score", undefined, 2).run([task(1), task(0)]))).toEqual([0.75, 0.5]);
  });
});

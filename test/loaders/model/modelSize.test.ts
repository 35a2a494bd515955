import { describe, expect, it } from "vitest";
import { gzippedBytes, mostModelBytes, smallEnough } from "../../../loaders/model/modelSize.js";
import type { AdditiveModel } from "../../../src/model/churn/types.js";
import { random } from "../../../src/model/stats/random.js";

/** A model whose one term has so many values that are hard to press. */
function modelOf(values: number): AdditiveModel {
  const { uniform } = random(1);
  const levels = Array.from({ length: values }, (_, i) => `level ${i}`);
  return {
    ...{ version: 1, id: "m", kind: "additive", intercept: -1 },
    terms: [{ kind: "levels", feature: "f", levels, values: levels.map(uniform), other: 0, missing: 0 }],
    trainedOn: { rows: 10, events: 5, weight: 10, eventWeight: 5 },
  };
}

describe("smallEnough", () => {
  it("lets a model pass that a page can load", () => {
    const model = modelOf(1000);
    expect(gzippedBytes(model)).toBeLessThan(mostModelBytes);
    expect(smallEnough(model)).toBe(model);
  });

  it("refuses one above 100 kB, and says how large it is and what to do", () => {
    expect(() => smallEnough(modelOf(20_000))).toThrow(
      /additive model is too large; at most 100000 bytes gzipped: \d{6}; leave out features/,
    );
  });
});

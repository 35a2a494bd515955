import { describe, expect, it } from "vitest";
import { logLossDifference, selectModel } from "../../../loaders/model/selectModel.js";
import { random } from "../../../src/model/stats/random.js";
import { world } from "./world.js";

const { truth, labels } = world(3000, 9);
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const { normal } = random(1);
const blurred = (size: number): Float64Array => truth.map((z) => sigmoid(z + size * normal()));

describe("selectModel", () => {
  it("takes another model only when it is better beyond the paired interval", () => {
    const [exact, near, poor] = [truth.map(sigmoid), blurred(0.05), blurred(2)];
    expect(
      selectModel(
        [
          { kind: "logistic", p: exact },
          { kind: "additive", p: near },
        ],
        { y: labels },
      ).winner,
    ).toBe("additive");
    expect(
      selectModel(
        [
          { kind: "additive", p: poor },
          { kind: "trees", p: near },
        ],
        { y: labels },
      ).winner,
    ).toBe("trees");
  });

  it("takes the best of several that are better, and compares all with the additive model", () => {
    const { winner, comparisons } = selectModel(
      [
        { kind: "trees", p: blurred(0.5) },
        { kind: "additive", p: blurred(3) },
        { kind: "logistic", p: truth.map(sigmoid) },
      ],
      { y: labels },
    );
    expect(winner).toBe("logistic");
    expect(comparisons.map(({ kind }) => kind)).toEqual(["trees", "additive", "logistic"]);
    expect(comparisons[1]!.difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it("needs a candidate", () => {
    expect(() => selectModel([], { y: [] })).toThrow("invalid candidates; at least one needed: 0");
  });
});

describe("logLossDifference", () => {
  it("is the mean difference with its paired interval, by hand", () => {
    // losses of the lost customer log 2 and log 4, of the stayed one log 2 and log 2: differences log 2 and 0
    const found = logLossDifference({ p: [0.5, 0.5], challenger: [0.25, 0.5], y: [1, 0] });
    expect(found.value).toBeCloseTo(Math.LN2 / 2, 12);
    // standard error: sample deviation log 2 / sqrt 2, over sqrt 2
    expect(found.high - found.value).toBeCloseTo((1.959963984540054 * Math.LN2) / 2, 12);
  });

  it("is not made surer by stacking a customer's weeks", () => {
    const p = [0.5, 0.5, 0.4];
    const challenger = [0.25, 0.5, 0.7];
    const y = [1, 0, 1];
    const stack = (values: number[]): number[] => [...values, ...values, ...values, ...values];
    const once = logLossDifference({ p, challenger, y });
    const stacked = logLossDifference({ p: stack(p), challenger: stack(challenger), y: stack(y) }, stack([1, 2, 3]));
    expect(stacked).toEqual({
      value: expect.closeTo(once.value, 12),
      low: expect.closeTo(once.low, 12),
      high: expect.closeTo(once.high, 12),
    });
  });
});

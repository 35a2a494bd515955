import { describe, expect, it } from "vitest";
import { solvePositive } from "../../../loaders/model/solvePositive.js";

describe("solvePositive", () => {
  it("solves a system by hand, reading the lower triangle alone", () => {
    // [[4, 2], [2, 3]] x = [10, 8] has x = [1.75, 1.5]
    const x = solvePositive(Float64Array.of(4, NaN, 2, 3), Float64Array.of(10, 8));
    expect([...x]).toEqual([expect.closeTo(1.75, 12), expect.closeTo(1.5, 12)]);
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => solvePositive(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1))).toThrow(
      "not positive definite; pivot 1 must be above 0: 0",
    );
  });
});

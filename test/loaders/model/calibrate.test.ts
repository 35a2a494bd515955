import { describe, expect, it } from "vitest";
import { plattCalibrator } from "../../../loaders/model/calibrate.js";
import { world } from "./world.js";

const { truth, labels } = world(8000, 5);

describe("plattCalibrator", () => {
  it("undoes log-odds that are twice too extreme and shifted", () => {
    const found = plattCalibrator(
      truth.map((z) => 2 * z + 1),
      labels,
    )!;
    expect(found.slope).toBeCloseTo(0.5, 1);
    expect(found.intercept).toBeCloseTo(-0.5, 1);
  });

  it("keeps its hands off what it would not improve", () => {
    // calibrated on these very labels, there is nothing left to gain on rows left out
    const { intercept, slope } = plattCalibrator(
      truth.map((z) => 2 * z + 1),
      labels,
    )!;
    expect(
      plattCalibrator(
        truth.map((z) => intercept + slope * (2 * z + 1)),
        labels,
      ),
    ).toBeUndefined();
  });

  it("never turns the order round, and leaves out rows that every fit had seen", () => {
    expect(
      plattCalibrator(
        truth.map((z) => -z),
        labels,
      ),
    ).toBeUndefined();
    const half = truth.map((z, i) => (i % 2 ? NaN : 3 * z));
    expect(plattCalibrator(half, labels)!.slope).toBeCloseTo(1 / 3, 1);
  });

  it("is undefined where everybody stayed", () => {
    expect(plattCalibrator(truth, new Float64Array(8000))).toBeUndefined();
  });
});

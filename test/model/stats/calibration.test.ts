import { describe, expect, it } from "vitest";
import { brier } from "../../../src/model/stats/brier.js";
import { calibration } from "../../../src/model/stats/calibration.js";
import { logLoss } from "../../../src/model/stats/logLoss.js";
import { random } from "../../../src/model/stats/random.js";
import { calibrationError, reliability } from "../../../src/model/stats/reliability.js";
import { p, weights, y } from "./twentyRows.js";

describe("brier and logLoss", () => {
  it("agree with scikit-learn, with and without weights", () => {
    expect(brier({ p, y })).toBeCloseTo(0.174375, 14);
    expect(brier({ p, y, weights })).toBeCloseTo(0.2736160714285714, 14);
    expect(logLoss({ p, y })).toBeCloseTo(0.5173726306138272, 14);
    expect(logLoss({ p, y, weights })).toBeCloseTo(0.7523988207145533, 14);
  });

  it("return undefined for no rows", () => {
    expect(brier({ p: [], y: [] })).toBeUndefined();
    expect(logLoss({ p: [], y: [] })).toBeUndefined();
  });

  it("stay finite after a certain mistake", () => expect(logLoss({ p: [1], y: [0] })).toBeCloseTo(34.539, 2));
});

describe("calibration", () => {
  it("agrees with statsmodels' GLM (HC0 errors)", () => {
    const result = calibration({ p, y })!;
    expect(result.intercept).toBeCloseTo(0.48913094, 7);
    expect(result.slope).toBeCloseTo(1.46787828, 7);
    expect(result.interceptError).toBeCloseTo(0.59065311, 7);
    expect(result.slopeError).toBeCloseTo(0.5672456, 7);
  });

  it("agrees with the weighted sandwich computed in NumPy", () => {
    const result = calibration({ p, y, weights })!;
    expect(result.intercept).toBeCloseTo(-0.85689232, 7);
    expect(result.slope).toBeCloseTo(-0.21877245, 7);
    expect(result.interceptError).toBeCloseTo(0.67570725, 7);
    expect(result.slopeError).toBeCloseTo(0.7760322, 7);
  });

  it("finds the distortion that was put in: logit p doubled gives slope .5", () => {
    const { uniform, normal } = random(5);
    const logits = Array.from({ length: 20_000 }, () => normal() - 1);
    const outcomes = logits.map((z) => +(uniform() < 1 / (1 + Math.exp(-z))));
    const result = calibration({ p: logits.map((z) => 1 / (1 + Math.exp(-2 * z))), y: outcomes })!;
    expect(Math.abs(result.slope - 0.5)).toBeLessThan(4 * result.slopeError);
    expect(Math.abs(result.intercept)).toBeLessThan(4 * result.interceptError);
  });

  it("returns undefined when p is constant, separates the classes or a class is missing", () => {
    expect(calibration({ p: [0.3, 0.3, 0.3], y: [0, 1, 0] })).toBeUndefined();
    expect(calibration({ p: [0.1, 0.2, 0.8, 0.9], y: [0, 0, 1, 1] })).toBeUndefined();
    expect(calibration({ p: [0.1, 0.2], y: [0, 0] })).toBeUndefined();
  });
});

describe("reliability", () => {
  it("cuts rows into bins of equal weight, ties kept together", () => {
    const bins = reliability({ p, y }, 4);
    expect(bins.map((bin) => bin.rows)).toEqual([6, 4, 5, 5]);
    expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(20);
    expect(bins.reduce((sum, bin) => sum + bin.share, 0)).toBeCloseTo(1, 12);
    for (let i = 1; i < bins.length; i++) expect(bins[i]!.from).toBeGreaterThan(bins[i - 1]!.to);
  });

  it("widens its intervals by the effective size, not by the sum of weights", () => {
    const [plain] = reliability({ p: [0.5, 0.5, 0.5, 0.5], y: [0, 1, 0, 1] }, 1);
    const [weighted] = reliability({ p: [0.5, 0.5, 0.5, 0.5], y: [0, 1, 0, 1], weights: [9, 9, 9, 9] }, 1);
    expect(weighted!.low).toBeCloseTo(plain!.low, 12);
  });
});

describe("calibrationError", () => {
  const { uniform } = random(9);
  const scores = Array.from({ length: 7043 }, () => uniform() ** 2);
  const outcomes = scores.map((score) => +(uniform() < score));

  it("lies at its noise floor for a calibrated model: about .01 at 7,043 rows", () => {
    const { ece, noiseFloor, noiseHigh } = calibrationError({ p: scores, y: outcomes }, { seed: 1 })!;
    expect(noiseFloor).toBeGreaterThan(0.005);
    expect(noiseFloor).toBeLessThan(0.015);
    expect(ece).toBeLessThan(noiseHigh);
  });

  it("stands out when every p is halved, and repeats itself for the same seed", () => {
    const halved = { p: scores.map((score) => score / 2), y: outcomes };
    const result = calibrationError(halved, { seed: 1 })!;
    expect(result.ece).toBeGreaterThan(5 * result.noiseHigh);
    expect(calibrationError(halved, { seed: 1 })).toEqual(result);
  });
});

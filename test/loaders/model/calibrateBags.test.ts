import { describe, expect, it } from "vitest";
import { calibrateBags, type ScoredBag } from "../../../loaders/model/calibrateBags.js";
import { calibration } from "../../../src/model/stats/calibration.js";
import { random } from "../../../src/model/stats/random.js";
import { world } from "./world.js";

const rows = 8000;
const { truth, labels } = world(rows, 5);

/** Four bags that score each row `factor` times too extremely, each with a noise of its own. */
function bagsOf(factor: number, noise: number): ScoredBag[] {
  const { normal } = random(9);
  return [0, 1, 2, 3].map((fold) => {
    const scores = truth.map((z) => factor * z + noise * normal());
    const heldRows = Int32Array.from({ length: rows / 4 }, (_, i) => 4 * i + fold);
    return { scores, heldRows, heldScores: Float64Array.from(heldRows, (row) => scores[row]!) };
  });
}

describe("calibrateBags", () => {
  it("gives every row the score of the bag that held it out", () => {
    const bags = bagsOf(1, 0.1);
    const { outOfBag } = calibrateBags(bags, { labels });
    expect(Array.from(outOfBag.subarray(0, 4))).toEqual([0, 1, 2, 3].map((row) => bags[row]!.scores[row]));
    expect(calibrateBags(bags.slice(1), { labels }).outOfBag[0]).toBeNaN();
  });

  it("undoes what all bags overstate together", () => {
    expect(calibrateBags(bagsOf(2, 0), { labels }).calibrator!.slope).toBeCloseTo(0.5, 1);
    expect(calibrateBags(bagsOf(0.5, 0), { labels }).calibrator!.slope).toBeCloseTo(2, 0);
  });

  it("draws the scores in only as far as the mean of bags needs it, which scatters less than each", () => {
    for (const share of [0.25, 0.5]) {
      const bags = bagsOf(1.2, Math.sqrt(share * varianceOf(truth)));
      const mean = truth.map((_, row) => bags.reduce((sum, { scores }) => sum + scores[row]! / 4, 0));
      const own = calibration({ p: mean.map((z) => 1 / (1 + Math.exp(-z))), y: labels })!;
      const { calibrator } = calibrateBags(bags, { labels });
      expect(calibrator!.slope).toBeCloseTo(own.slope, 1);
      expect(calibrator!.intercept).toBeCloseTo(own.intercept, 1);
    }
  });

  it("leaves alone what overstates in each bag and no longer in their mean", () => {
    const noise = Math.sqrt(0.25 * varianceOf(truth));
    expect(calibrateBags(bagsOf(0.8, noise), { labels }).calibrator).toBeUndefined();
  });
});

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

import type { AdditiveModel, TrainingSet } from "../../src/model/churn/types.js";
import { describeTraining } from "./frames.js";
import { heightAt, type Objective } from "./logisticCurvature.js";
import { logisticDesign, logisticTerms } from "./logisticDesign.js";
import { solvePositive } from "./solvePositive.js";

export interface LogisticOptions {
  readonly id?: string;
  /** Strength of the L2 penalty, ridge / 2 * the sum of squared coefficients (scikit-learn's 1 / C); the intercept is free. */
  readonly ridge?: number;
  /** Levels of fewer rows share one coefficient. */
  readonly minLevelRows?: number;
}

/**
 * Logistic regression by Newton's method: numbers standardised, categories one-hot, missing values with a coefficient
 * of their own, weighted rows. The penalty keeps constant, collinear and separating columns harmless.
 * Throws when only one label occurs.
 */
export function fitLogistic(
  set: TrainingSet,
  { id = "logistic", ridge = 1, minLevelRows = 20 }: LogisticOptions = {},
): AdditiveModel {
  if (!(ridge > 0 && ridge < Infinity)) throw new RangeError(`invalid ridge; not in (0, infinity): ${ridge}`);
  const trainedOn = describeTraining(set);
  const weights = set.weights ?? new Float64Array(set.frame.rows).fill(1);
  const design = logisticDesign(set.frame, weights, minLevelRows);
  const start = Math.log(trainedOn.eventWeight / (trainedOn.weight - trainedOn.eventWeight));
  const objective: Objective = { design, labels: set.labels, weights, ridge, stride: 1 };
  // a twentieth of the rows leads to within two or three steps of the optimum, at a twentieth of the price a step
  const isLarge = set.frame.rows > 40_000;
  const near = Float64Array.from({ length: design.coefficients }, (_, i) => (i === 0 ? start : 0));
  const coefficients = newton(
    objective,
    isLarge ? newton({ ...objective, ridge: ridge / 20, stride: 20 }, near) : near,
  );
  const { terms, mean } = logisticTerms(design, coefficients, weights);
  return { version: 1, id, kind: "logistic", intercept: coefficients[0]! + mean, terms, trainedOn };
}

function newton(objective: Objective, start: Float64Array): Float64Array {
  let coefficients = start;
  let here = heightAt(objective, coefficients);
  for (let iteration = 0; iteration < 50; iteration++) {
    const { hessian, gradient } = here.curvature();
    const step = solvePositive(hessian, gradient);
    for (let length = 1; ; length /= 2) {
      const next = coefficients.map((value, i) => value + length * step[i]!);
      const there = heightAt(objective, next);
      if (there.loss <= here.loss + 1e-9 * Math.abs(here.loss) || length < 1e-6) {
        coefficients = next;
        here = there;
        break;
      }
    }
    // Newton squares the error: after such a step it is below 1e-9
    if (step.every((value) => Math.abs(value) < 1e-5)) break;
  }
  return coefficients;
}

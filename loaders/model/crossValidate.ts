import type { Frame, TrainingSet } from "../../src/model/churn/types.js";
import { evaluate, type Evaluation } from "./evaluate.js";
import { stratifiedFolds } from "./folds.js";
import { takeRows, takeTraining } from "./frames.js";

/** Fits a training set, which holds these rows of the whole one, and answers with p of any frame. */
export type FitPredictor = (
  set: TrainingSet,
  rows: Int32Array,
) => ((frame: Frame) => Float64Array) | Promise<(frame: Frame) => Float64Array>;

export interface CrossValidateOptions {
  /** A fold for each row; drawn from `seed` when left out. */
  readonly folds?: ArrayLike<number>;
  readonly foldCount?: number;
  readonly seed?: number;
  /** One key a row; rows of one customer stay together. */
  readonly groups?: ArrayLike<number | string>;
}

export interface CrossValidation {
  readonly folds: Int32Array;
  /** p of every row, from the fit that did not see its fold. */
  readonly p: Float64Array;
  /** Of all rows together; undefined when it cannot be computed. */
  readonly evaluation?: Evaluation;
}

/** Out-of-fold predictions: every row is scored by a model that has not seen it, nor another row of its customer. */
export async function crossValidate(
  set: TrainingSet,
  fit: FitPredictor,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  const { foldCount = 5, seed = 1, groups } = options;
  const folds = options.folds ? Int32Array.from(options.folds) : stratifiedFolds(set.labels, foldCount, seed, groups);
  if (folds.length !== set.frame.rows)
    throw new RangeError(`folds must match the frame's ${set.frame.rows} rows: ${folds.length}`);
  const p = new Float64Array(set.frame.rows);
  for (const fold of new Set(folds)) {
    const rows = Int32Array.from(folds.keys());
    const held = rows.filter((row) => folds[row] === fold);
    const training = rows.filter((row) => folds[row] !== fold);
    const predict = await fit(takeTraining(set, training), training);
    const predicted = predict(takeRows(set.frame, held));
    held.forEach((row, i) => (p[row] = predicted[i]!));
  }
  return { folds, p, evaluation: evaluate({ p, y: set.labels, weights: set.weights }, groups) };
}

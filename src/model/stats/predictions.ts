/** Predicted probabilities beside what happened, one entry a row. */
export interface Predictions {
  /** Scores; probabilities in [0, 1] wherever a function speaks of calibration. */
  readonly p: ArrayLike<number>;
  /** 1 where the customer left, else 0. */
  readonly y: ArrayLike<number>;
  /** Positive row weights (a holdout row stands for 1 / holdout share rows); 1 when left out. */
  readonly weights?: ArrayLike<number>;
}

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** @throws if lengths differ, a score is NaN, a label is neither 0 nor 1, or a weight is not positive */
export function checkPredictions({ p, y, weights }: Predictions): void {
  if (p.length !== y.length || (weights && weights.length !== p.length)) {
    throw new Error(`invalid predictions; lengths differ: ${p.length}, ${y.length}, ${weights?.length ?? "none"}`);
  }
  for (let i = 0; i < p.length; i++) {
    if (Number.isNaN(p[i]!)) throw new Error(`invalid score; not a number at row ${i}: ${p[i]!}`);
    if (y[i] !== 0 && y[i] !== 1) throw new Error(`invalid label; neither 0 nor 1 at row ${i}: ${y[i]!}`);
    if (weights && !(weights[i]! > 0)) throw new Error(`invalid weight; not positive at row ${i}: ${weights[i]!}`);
  }
}

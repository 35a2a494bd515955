import type { Frame, TrainedOn, TrainingSet } from "../../src/model/churn/types.js";

/** The rows of a frame at these places, in their order. */
export function takeRows(frame: Frame, places: ArrayLike<number>): Frame {
  return {
    rows: places.length,
    columns: frame.columns.map((column) => ({ ...column, values: takeValues(column.values, places) })),
  };
}

export function takeValues(values: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(places.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[places[i]!]!;
  return taken;
}

/** The rows whose weight is above 0; without weights, all. */
export function weighedRows(rows: number, weights?: ArrayLike<number>): Int32Array {
  const places = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (!weights || weights[row]! > 0) places[count++] = row;
  return places.subarray(0, count);
}

/** The rows of a training set at these places. */
export function takeTraining({ frame, labels, weights }: TrainingSet, places: ArrayLike<number>): TrainingSet {
  return {
    frame: takeRows(frame, places),
    labels: takeValues(labels, places),
    weights: weights && takeValues(weights, places),
  };
}

/** Counts for a model's `trainedOn`. Throws unless there are rows of both labels and no weight is negative. */
export function describeTraining({ frame, labels, weights }: TrainingSet): TrainedOn {
  if (labels.length !== frame.rows)
    throw new RangeError(`labels must match the frame's ${frame.rows} rows: ${labels.length}`);
  if (weights && weights.length !== frame.rows)
    throw new RangeError(`weights must match the frame's ${frame.rows} rows: ${weights.length}`);
  let [events, weight, eventWeight] = [0, 0, 0];
  for (let i = 0; i < frame.rows; i++) {
    const w = weights ? weights[i]! : 1;
    const y = labels[i]!;
    if (!(w >= 0 && w < Infinity)) throw new RangeError(`invalid weight in row ${i}; not in [0, infinity): ${w}`);
    if (y !== 0 && y !== 1) throw new RangeError(`invalid label in row ${i}; not 0 or 1: ${y}`);
    events += y;
    weight += w;
    eventWeight += w * y;
  }
  if (!(eventWeight > 0 && eventWeight < weight))
    throw new RangeError(`training needs rows of both labels; lost rows of ${frame.rows}: ${events}`);
  return { rows: frame.rows, events, weight, eventWeight };
}

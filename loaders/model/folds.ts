import { random } from "../../src/model/stats/random.js";

/**
 * A fold (0..count-1) for every row: as many events in each as in the others, rows of one group in the same fold.
 * The same seed gives the same folds.
 */
export function stratifiedFolds(
  labels: ArrayLike<number>,
  count: number,
  seed: number,
  groups?: ArrayLike<number | string>,
): Int32Array {
  if (!(Number.isInteger(count) && count >= 2))
    throw new RangeError(`invalid number of folds; not an integer above 1: ${count}`);
  const members = new Map<number | string, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const key = groups ? groups[i]! : i;
    const rows = members.get(key);
    if (rows) rows.push(i);
    else members.set(key, [i]);
  }
  const units = [...members.values()];
  shuffle(units, seed);
  // dealt like cards, units with events first, so that the counts of both differ by one at most
  const isLost = (rows: readonly number[]): boolean => rows.some((row) => labels[row] === 1);
  const folds = new Int32Array(labels.length);
  [...units.filter(isLost), ...units.filter((rows) => !isLost(rows))].forEach((rows, dealt) => {
    for (const row of rows) folds[row] = dealt % count;
  });
  return folds;
}

function shuffle<T>(values: T[], seed: number): void {
  const { integer } = random(seed);
  for (let i = values.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}

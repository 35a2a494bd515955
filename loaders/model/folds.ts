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
  const { units, unitOfRow } = unitsOf(labels.length, groups);
  const isLost = new Uint8Array(units);
  for (let row = 0; row < labels.length; row++) if (labels[row] === 1) isLost[unitOfRow[row]!] = 1;
  const order = shuffled(units, seed);
  // dealt like cards, units with events first, so that the counts of both differ by one at most
  const foldOfUnit = new Int32Array(units);
  let dealt = 0;
  for (const wanted of [1, 0])
    for (const unit of order) if (isLost[unit] === wanted) foldOfUnit[unit] = dealt++ % count;
  return unitOfRow.map((unit) => foldOfUnit[unit]!);
}

/** Numbers the groups in the order in which they first occur; without groups, every row is one. */
function unitsOf(rows: number, groups?: ArrayLike<number | string>): { units: number; unitOfRow: Int32Array } {
  const unitOfRow = new Int32Array(rows);
  if (!groups) return { units: rows, unitOfRow: unitOfRow.map((_, row) => row) };
  const known = new Map<number | string, number>();
  for (let row = 0; row < rows; row++) {
    const unit = known.get(groups[row]!) ?? known.size;
    if (unit === known.size) known.set(groups[row]!, unit);
    unitOfRow[row] = unit;
  }
  return { units: known.size, unitOfRow };
}

function shuffled(count: number, seed: number): Int32Array {
  const order = new Int32Array(count).map((_, i) => i);
  const { integer } = random(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = integer(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

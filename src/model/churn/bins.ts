import { ascending, highWord, wordsOf } from "../stats/highWords.js";
import type { PairAxis } from "./types.js";

/** Number of cuts at or below x: the bin of x among ascending cuts. */
export function binOf(cuts: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x < cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Fewer rows than this are searched for one by one sooner than a table is made. */
const worthTable = 500;
const slots = 2048;

/**
 * Fills in the bin of every value, and `missing` for NaN. A value's leading bits lead to a slot of a table, on whose scale
 * of logarithms cuts are spread out whatever the column; from there on it is a step or two, where a search takes seven.
 */
export function fillBins(
  cuts: Float64Array,
  values: Float64Array,
  missing: number,
  bins: Uint16Array | Int32Array,
): void {
  if (values.length < worthTable || !cuts.length) {
    for (let i = 0; i < values.length; i++) bins[i] = values[i] === values[i] ? binOf(cuts, values[i]!) : missing;
    return;
  }
  const { lowest, highest, shift, before } = slotTable(cuts);
  const [words, count] = [wordsOf(values), cuts.length];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const key = ascending(words[2 * i + highWord]!);
    let bin = key <= lowest ? 0 : before[key > highest ? slots : (key - lowest) >>> shift]!;
    while (bin < count && x >= cuts[bin]!) bin++;
    bins[i] = x === x ? bin : missing;
  }
}

/** For each slot of leading bits between the first cut's and the last cut's, how many cuts lie in the slots before. */
function slotTable(cuts: Float64Array) {
  const words = wordsOf(cuts);
  const keys = Array.from(cuts, (_, c) => ascending(words[2 * c + highWord]!));
  const [lowest, highest] = [keys[0]!, keys.at(-1)!];
  const shift = Math.max(0, Math.ceil(Math.log2((highest - lowest + 1) / slots)));
  const before = new Uint16Array(slots + 1);
  for (const key of keys) {
    const after = ((key - lowest) >>> shift) + 1;
    before[after] = before[after]! + 1;
  }
  for (let slot = 1; slot <= slots; slot++) before[slot] = before[slot]! + before[slot - 1]!;
  return { lowest, highest, shift, before };
}

/** Bins of one side of a pair, missing (always the last) included. */
export function binCount(axis: PairAxis): number {
  return axis.kind === "steps" ? axis.cuts.length + 2 : axis.levels.length + 2;
}

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

/** Bins of one side of a pair, missing (always the last) included. */
export function binCount(axis: PairAxis): number {
  return axis.kind === "steps" ? axis.cuts.length + 2 : axis.levels.length + 2;
}

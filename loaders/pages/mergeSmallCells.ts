import { tierIds } from "../../src/playbooks/types.js";
import type { HistogramCell } from "../../src/pageData.js";
import { smallestCount } from "./smallCounts.js";

/** Merges each small cell into the neighbouring LTV bin of its tier; a tier's totals stay the same. */
export function mergeSmallCells(cells: readonly HistogramCell[], smallest = smallestCount): HistogramCell[] {
  return tierIds.flatMap((tier) => {
    const merged: HistogramCell[] = [];
    for (const cell of cells.filter((c) => c.tier === tier)) {
      const last = merged.at(-1);
      if (last && last.customers < smallest) merged[merged.length - 1] = joinCells(last, cell);
      else merged.push(cell);
    }
    const tail = merged.at(-1);
    if (merged.length > 1 && tail!.customers < smallest) merged.splice(-2, 2, joinCells(merged.at(-2)!, tail!));
    return merged;
  });
}

/** Both as one, of the larger one's bin; totals stay. */
export function joinCells(a: HistogramCell, b: HistogramCell): HistogramCell {
  const large = a.customers >= b.customers ? a : b;
  const [wa, wb] = [a.delay === null ? 0 : a.customers, b.delay === null ? 0 : b.customers];
  return {
    ...large,
    delay: wa + wb ? ((a.delay ?? 0) * wa + (b.delay ?? 0) * wb) / (wa + wb) : null,
    customers: a.customers + b.customers,
    sumP: a.sumP + b.sumP,
    sumLtv: a.sumLtv + b.sumLtv,
    sumPLtv: a.sumPLtv + b.sumPLtv,
  };
}

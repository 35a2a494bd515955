import type { HistogramCell, PageCell } from "../../src/pageData.js";
import { tierIds } from "../../src/playbooks/types.js";
import { joinCells } from "./mergeSmallCells.js";

/** More groups would let a page's weight grow with its customers. */
const mostCells = 240;

/**
 * Cells as pages read them: at most so many, whatever the number of customers, neighbours who are most alike joined; a
 * tier's totals stay. What no page reads is left out, and figures end where no plan would feel it.
 */
export function pageCells(cells: readonly HistogramCell[], most = mostCells): PageCell[] {
  return joinedToFit(cells, most).map(({ tier, delay, customers, sumP, sumLtv }) => ({
    tier,
    delay: delay === null ? null : rounded(delay, 4),
    customers,
    sumP: rounded(sumP, 8),
    sumLtv: rounded(sumLtv, 2),
  }));
}

function joinedToFit(cells: readonly HistogramCell[], most: number): readonly HistogramCell[] {
  if (cells.length <= most) return cells;
  const list = [...cells].sort(
    (a, b) =>
      tierIds.indexOf(a.tier) - tierIds.indexOf(b.tier) ||
      Number(a.delay === null) - Number(b.delay === null) ||
      a.p - b.p ||
      a.ltv - b.ltv ||
      (a.delay ?? 0) - (b.delay ?? 0),
  );
  while (list.length > most) {
    const losses = list.slice(1).map((cell, i) => loss(list[i]!, cell));
    const place = losses.indexOf(Math.min(...losses));
    if (losses[place] === Infinity) break;
    list.splice(place, 2, joinCells(list[place]!, list[place + 1]!));
  }
  return list;
}

/** What a plan loses by taking two cells at their mean: customers times squared distance, in steps of p, LTV and a week. */
function loss(a: HistogramCell, b: HistogramCell): number {
  if (a.tier !== b.tier || (a.delay === null) !== (b.delay === null)) return Infinity;
  const [ltvA, ltvB] = [a.sumLtv / a.customers, b.sumLtv / b.customers];
  const steps = [
    (a.sumP / a.customers - b.sumP / b.customers) / 0.05,
    (ltvA - ltvB) / (0.2 * Math.max(ltvA, ltvB, 1)),
    ((a.delay ?? 0) - (b.delay ?? 0)) / 7,
  ];
  const weight = (a.customers * b.customers) / (a.customers + b.customers);
  return weight * steps.reduce((sum, step) => sum + step ** 2, 0);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

import { quantileSorted } from "d3-array";
import type { HistogramCell } from "../../src/pageData.js";
import type { TierId } from "../../src/playbooks/types.js";

interface Candidate {
  readonly tier: TierId;
  readonly p: number;
  readonly ltv: number;
  readonly delay: number | null;
}

/** From here on acting adds nothing, so days need not be told apart. */
const latest = 31;
const deciles = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

/**
 * Candidates who are alike as cells of tier, p (.05), LTV (decile) and days since crossing, for pages that may not depend
 * on the number of customers. What a whole cell gains is what its customers gain together, except where p caps it.
 */
export function candidateCells(candidates: readonly Candidate[]): HistogramCell[] {
  const ltvs = Array.from(Float64Array.from(candidates, ({ ltv }) => ltv).sort());
  const cuts = deciles.map((share) => quantileSorted(ltvs, share) ?? Infinity);
  const cells = new Map<string, { -readonly [Key in keyof HistogramCell]: HistogramCell[Key] }>();
  for (const { tier, p: chance, ltv: value, delay: days } of candidates) {
    const p = Math.min(19, Math.floor(chance * 20));
    const above = cuts.findIndex((cut) => value <= cut);
    const ltv = above < 0 ? cuts.length : above;
    const delay = days === null ? null : Math.min(latest, days);
    const key = `${tier} ${p} ${ltv} ${delay}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { tier, p, ltv, delay, customers: 0, sumP: 0, sumLtv: 0, sumPLtv: 0 }));
    cell.customers++;
    cell.sumP += chance;
    cell.sumLtv += value;
    cell.sumPLtv += chance * value;
  }
  return [...cells.values()].sort(
    (a, b) => a.tier.localeCompare(b.tier) || a.p - b.p || (a.delay ?? -1) - (b.delay ?? -1) || a.ltv - b.ltv,
  );
}

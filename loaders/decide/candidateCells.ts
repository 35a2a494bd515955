import { groups, quantileSorted, sum } from "d3-array";
import type { HistogramCell } from "../../src/pageData.js";
import type { TierId } from "../../src/playbooks/types.js";

interface Candidate {
  readonly id: string;
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
  const ltvs = candidates.map(({ ltv }) => ltv).sort((a, b) => a - b);
  const cuts = deciles.map((share) => quantileSorted(ltvs, share) ?? Infinity);
  const place = ({ tier, p, ltv, delay }: Candidate) => ({
    tier,
    p: Math.min(19, Math.floor(p * 20)),
    ltv: cuts.filter((cut) => ltv > cut).length,
    delay: delay === null ? null : Math.min(latest, delay),
  });
  const keyOf = (one: Candidate): string => Object.values(place(one)).join(" ");
  return groups(candidates, keyOf)
    .map(([, alike]) => ({
      ...place(alike[0]!),
      customers: alike.length,
      sumP: sum(alike, ({ p }) => p),
      sumLtv: sum(alike, ({ ltv }) => ltv),
      sumPLtv: sum(alike, ({ p, ltv }) => p * ltv),
    }))
    .sort((a, b) => a.tier.localeCompare(b.tier) || a.p - b.p || (a.delay ?? -1) - (b.delay ?? -1) || a.ltv - b.ltv);
}

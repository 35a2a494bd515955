import { tierIds, type TierId } from "../../src/playbooks/types.js";
import type { HistogramCell, TierRow } from "../../src/pageData.js";
import { smallestCount } from "./smallCounts.js";

/** Which tier each tier's customers are counted with. */
export type Hosts = Readonly<Record<TierId, TierId>>;

/**
 * A tier of 1 to 4 customers is counted with the next one down, the lowest with the next one up: totals stay, and no
 * subtraction gives the few away. Fewer than five customers in all are all counted with the lowest tier.
 */
export function hostsOf(counts: Readonly<Partial<Record<TierId, number>>>): Hosts {
  const hosts = Object.fromEntries(tierIds.map((tier) => [tier, tier])) as Record<TierId, TierId>;
  const held = new Map<TierId, number>(tierIds.map((tier) => [tier, counts[tier] ?? 0]));
  const isSmall = (tier: TierId) => held.get(tier)! > 0 && held.get(tier)! < smallestCount;
  const give = (from: TierId, to: TierId) => {
    held.set(to, held.get(to)! + held.get(from)!);
    held.set(from, 0);
    for (const tier of tierIds) if (hosts[tier] === from) hosts[tier] = to;
  };
  tierIds.slice(0, -1).forEach((tier, i) => {
    if (isSmall(tier)) give(tier, tierIds[i + 1]!);
  });
  const lowest = tierIds.at(-1)!;
  const above = tierIds.slice(0, -1).findLast((tier) => held.get(tier)! > 0);
  if (isSmall(lowest) && above) give(lowest, above);
  return hosts;
}

/** The rows with small tiers counted at their hosts; one that was counted elsewhere says so and is 0. */
export function foldTiers(rows: readonly TierRow[]): TierRow[] {
  const hosts = hostsOf(countsOf(rows));
  return rows.map((row) => {
    const members = rows.filter(({ tier }) => hosts[tier] === row.tier);
    if (members.length === 1 && members[0] === row) return row;
    const sum = (of: (member: TierRow) => number) => members.reduce((total, member) => total + of(member), 0);
    const customers = sum(({ customers }) => customers);
    const hasValue = members.some(({ money }) => money !== null);
    const mean = (of: (member: TierRow) => number) =>
      customers ? sum((one) => of(one) * one.customers) / customers : 0;
    return {
      tier: row.tier,
      customers,
      ...(hosts[row.tier] !== row.tier && row.customers > 0 ? { isFew: true } : {}),
      meanP: mean(({ meanP }) => meanP),
      meanLtv: hasValue ? mean(({ meanLtv }) => meanLtv ?? 0) : null,
      expectedLosses: sum(({ expectedLosses }) => expectedLosses),
      money: hasValue ? sum(({ money }) => money ?? 0) : null,
    };
  });
}

export function foldCounts(counts: Readonly<Record<TierId, number>>): Record<TierId, number> {
  const hosts = hostsOf(counts);
  const of = (host: TierId) =>
    tierIds.filter((tier) => hosts[tier] === host).reduce((sum, tier) => sum + counts[tier], 0);
  return Object.fromEntries(tierIds.map((tier) => [tier, of(tier)])) as Record<TierId, number>;
}

/** Cells of a small tier go to its host, so that the histogram adds up to the rows. */
export function foldCells(
  cells: readonly HistogramCell[],
  rows: readonly Pick<TierRow, "tier" | "customers">[],
): HistogramCell[] {
  const hosts = hostsOf(countsOf(rows));
  return cells.map((cell) => ({ ...cell, tier: hosts[cell.tier] }));
}

function countsOf(rows: readonly Pick<TierRow, "tier" | "customers">[]): Partial<Record<TierId, number>> {
  return Object.fromEntries(rows.map(({ tier, customers }) => [tier, customers]));
}

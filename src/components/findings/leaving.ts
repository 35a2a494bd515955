import type { TierRow } from "../../pageData.js";
import type { Playbook, Text, TierId } from "../../playbooks/types.js";
import { shareWords } from "./shareWords.js";

/** A group of tiers from the top, and its shares of customers and losses. */
export interface TierGroup {
  readonly tiers: readonly TierId[];
  readonly customers: number;
  readonly losses: number;
}

/** The smallest group of tiers from the top that holds 40 % of losses on at most 20 % of customers. */
export function concentration(rows: readonly TierRow[]): TierGroup | undefined {
  const all = totals(rows);
  for (let n = 1; n < rows.length; n++) {
    const group = shareOf(rows.slice(0, n), all);
    if (group.losses >= 0.4 - 1e-9 && group.customers <= 0.2 + 1e-9) return group;
  }
  return undefined;
}

/** The top two tiers, where their share of losses is at least twice their share of customers. */
export function topTwo(rows: readonly TierRow[]): TierGroup | undefined {
  const group = shareOf(rows.slice(0, 2), totals(rows));
  return group.customers > 0 && group.losses >= 2 * group.customers ? group : undefined;
}

/**
 * Who leaves: the concentration where there is one, else total and money only.
 * @param amounts heads and money as the page writes them; money undefined where the data give no remaining value
 */
export function leavingFinding(
  rows: readonly TierRow[],
  { customer }: Playbook,
  amounts: { heads: Text; money: Text | undefined },
): Text {
  const group = concentration(rows);
  if (!group)
    return {
      zh: `预计流失 ${amounts.heads.zh} ${customer.counter}${amounts.money ? `，牵涉 ${amounts.money.zh}` : ""}`,
      en: `${amounts.heads.en} expected losses${amounts.money ? `, ${amounts.money.en} at stake` : ""}`,
    };
  const losses = shareWords(group.losses);
  const share = `${Math.round(group.customers * 100)}%`;
  return {
    zh: `${share} 的${customer.many.zh}，占去${spaced(losses.zh)}流失`,
    en: `${share} of ${customer.many.en} make up ${losses.en} of losses`,
  };
}

/** A Chinese word needs no space before it, a figure does. */
export function spaced(words: string): string {
  return /^\d/.test(words) ? ` ${words} 的` : words;
}

function totals(rows: readonly TierRow[]): { customers: number; losses: number } {
  return {
    customers: rows.reduce((sum, row) => sum + row.customers, 0),
    losses: rows.reduce((sum, row) => sum + row.expectedLosses, 0),
  };
}

function shareOf(rows: readonly TierRow[], all: { customers: number; losses: number }): TierGroup {
  const part = totals(rows);
  return {
    tiers: rows.map(({ tier }) => tier),
    customers: all.customers ? part.customers / all.customers : 0,
    losses: all.losses ? part.losses / all.losses : 0,
  };
}

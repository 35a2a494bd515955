import type { Audience, WeekData } from "../../src/pageData.js";
import { mayShow, shown } from "./smallCounts.js";

type Move = WeekData["moves"][number];
type Line = (move: Move) => string;

/**
 * Moves between tiers as the audience may see them. A row or column in which one number alone is withheld would give it
 * away by subtraction, so the next smallest of that line is withheld with it, as `≥5`.
 */
export function shownMoves(
  moves: readonly { readonly from: Move["from"]; readonly to: Move["to"]; readonly customers: number }[],
  audience: Audience,
): Move[] {
  const table: Move[] = moves.map((move) => ({ ...move, customers: shown(move.customers, audience) }));
  const lines: readonly Line[] = [({ from }) => `from ${from}`, ({ to }) => `to ${to}`];
  for (let changed = true; changed;) {
    changed = false;
    for (const line of lines)
      for (const name of new Set(table.map(line))) changed = withhold(table, (move) => line(move) === name) || changed;
  }
  return table;
}

/** @returns whether another number of the line had to be withheld */
function withhold(table: Move[], isInLine: (move: Move) => boolean): boolean {
  const line = table.filter(isInLine);
  if (line.filter(({ customers }) => typeof customers !== "number").length !== 1) return false;
  const [smallest] = line
    .filter(({ customers }) => typeof customers === "number" && customers > 0)
    .sort((a, b) => Number(a.customers) - Number(b.customers));
  if (!smallest) return false;
  table[table.indexOf(smallest)] = { ...smallest, customers: "≥5" };
  return true;
}

/** How many rose and fell, and by how much on average; nothing of a component that only a few have. */
export function shownChanges(
  changes: readonly {
    readonly id: string;
    readonly mean: number;
    readonly fell: number;
    readonly rose: number;
    readonly scored: number;
  }[],
  audience: Audience,
): WeekData["componentChanges"] {
  return changes
    .filter(({ scored }) => mayShow(scored, audience))
    .map(({ id, mean, fell, rose }) => ({ id, mean, fell: shown(fell, audience), rose: shown(rose, audience) }));
}

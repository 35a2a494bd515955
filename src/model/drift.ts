import type { Frame, FrameColumn } from "./churn/types.js";
import { binCounts, psiCuts, psiOfCounts } from "./stats/psi.js";

/** How a feature was distributed when the model learnt: counts by bin, the last one missing. */
export interface DriftReference {
  readonly feature: string;
  /** Inner bounds of numeric bins. */
  readonly cuts?: readonly number[];
  /** Known levels of a category; one more bin takes the new ones. */
  readonly levels?: readonly string[];
  readonly counts: readonly number[];
}

export interface Drift {
  readonly feature: string;
  readonly psi: number;
  /** Above the limit, and further than chance alone would take so few customers. */
  readonly isShifted: boolean;
}

/** What later weeks are held against. @param frame the customers scored when the model was trained */
export function driftReferences({ columns }: Frame): DriftReference[] {
  return columns.map((column) => {
    if (column.kind === "category") {
      const levels = column.levels ?? [];
      return { feature: column.id, levels, counts: levelCounts(column, levels) };
    }
    const cuts = psiCuts(column.values);
    return { feature: column.id, cuts, counts: binCounts(column.values, cuts) };
  });
}

/**
 * Population stability index of each feature against its reference; most shifted first. Features that the frame does not
 * have are left out.
 *
 * @param limit above it a feature counts as shifted; .25 is the usual line
 */
export function driftOf(references: readonly DriftReference[], { columns }: Frame, limit = 0.25): Drift[] {
  return references
    .flatMap((reference): Drift[] => {
      const column = columns.find(({ id }) => id === reference.feature);
      if (!column) return [];
      const { cuts, levels, counts: before } = reference;
      const now = cuts ? binCounts(column.values, cuts) : levelCounts(column, levels ?? []);
      const psi = psiOfCounts(before, now);
      if (psi === undefined) return [];
      return [{ feature: reference.feature, psi, isShifted: psi > Math.max(limit, 3 * noise(before, now)) }];
    })
    .sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1));
}

/** PSI expected of two samples of one distribution: (bins - 1)(1/n + 1/m), by the chi-square that it approximates. */
function noise(before: readonly number[], now: readonly number[]): number {
  const bins = before.filter((count, i) => count + now[i]! > 0).length;
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return (bins - 1) * (1 / total(before) + 1 / total(now));
}

function levelCounts({ levels: own = [], values }: FrameColumn, levels: readonly string[]): number[] {
  const place = own.map((level) => {
    const found = levels.indexOf(level);
    return found < 0 ? levels.length : found;
  });
  const counts = new Array<number>(levels.length + 2).fill(0);
  for (const value of values) counts[Number.isNaN(value) ? levels.length + 1 : place[value]!]! += 1;
  return counts;
}

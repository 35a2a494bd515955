export interface LastScore {
  /** p at the last scored week, rescored where the model has changed since. */
  readonly p: number;
  /** ISO date of the crossing that was running then; undefined where p was at or below the line. */
  readonly crossedOn?: string | undefined;
}

/** Newly at risk: above the line now, at or below it at the last scored week. Never at a first score. */
export function isNewlyAtRisk(p: number, last: LastScore | undefined, line = 0.5): boolean {
  return last !== undefined && p > line && last.p <= line;
}

/**
 * The date that starts the clock: kept while p stays above the line, new after a drop and another crossing, undefined
 * at or below it. A customer already above the line at its first score starts on that date, the earliest known.
 */
export function crossedOn(p: number, asOf: string, last: LastScore | undefined, line = 0.5): string | undefined {
  if (!(p > line)) return undefined;
  return last && last.p > line ? (last.crossedOn ?? asOf) : asOf;
}

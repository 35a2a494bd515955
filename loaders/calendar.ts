import { addDays } from "../src/model/addDays.js";
import type { Playbook } from "../src/playbooks/types.js";

export { addDays };

/** Days from `from` to `to`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The scored weeks that end at `asOf`, oldest first; none before `oldest`. */
export function scoredWeeks(asOf: string, playbook: Playbook, oldest: string | null): string[] {
  const { scoredWeeks: count, lookbackDays } = playbook.history;
  const weeks = Array.from({ length: count }, (_, i) => addDays(asOf, -playbook.cadence.days * (count - 1 - i)));
  return weeks.filter((week) => week === asOf || (oldest !== null && daysBetween(oldest, week) >= lookbackDays));
}

export interface TrainingCalendar {
  /** The last week whose whole horizon has passed; undefined when the history is too short. */
  readonly testWeek?: string;
  /** Monthly weeks whose labels were known by the test week: the model that is tested learns from these. */
  readonly tested: readonly string[];
  /** Monthly weeks whose labels are known by `asOf`: the model that scores learns from these. */
  readonly production: readonly string[];
  /** For the early-warning score: the last week whose shorter horizon has passed, and monthly weeks it learns from. */
  readonly early?: { readonly testWeek: string; readonly weeks: readonly string[] };
}

/**
 * Which weeks train and which one tests, so that no label overlaps: a week trains only when its horizon has passed
 * before the week it is used for. Weeks keep the weekday of `asOf`; one row a customer and four weeks.
 * @param oldest first day with data; look-back is counted from here
 */
export function trainingCalendar(asOf: string, playbook: Playbook, oldest: string | null): TrainingCalendar {
  if (oldest === null) return { tested: [], production: [] };
  const { lookbackDays, trainingDays } = playbook.history;
  const gap = Math.ceil(playbook.horizonDays / playbook.cadence.days) * playbook.cadence.days;
  const isCovered = (week: string) => daysBetween(oldest, week) >= lookbackDays;
  const monthly = (last: string) =>
    Array.from({ length: Math.floor(trainingDays / 28) + 1 }, (_, i) => addDays(last, -28 * i)).filter(isCovered);
  const testWeek = addDays(asOf, -gap);
  const early = earlyCalendar(asOf, playbook, isCovered);
  return {
    ...(early ? { early } : {}),
    testWeek: isCovered(testWeek) ? testWeek : undefined,
    tested: monthly(addDays(testWeek, -gap)),
    production: monthly(testWeek),
  };
}

/** Half a year of monthly weeks whose outcomes were known by the test week. */
function earlyCalendar(
  asOf: string,
  { earlyWarningDays, cadence }: Playbook,
  isCovered: (week: string) => boolean,
): TrainingCalendar["early"] {
  if (!earlyWarningDays) return undefined;
  const gap = Math.ceil(earlyWarningDays / cadence.days) * cadence.days;
  const testWeek = addDays(asOf, -gap);
  if (!isCovered(testWeek)) return undefined;
  const weeks = Array.from({ length: 7 }, (_, i) => addDays(testWeek, -gap - 28 * i)).filter(isCovered);
  return { testWeek, weeks };
}

/** The last given ISO weekday (1 is Monday) not after `day`. */
export function previousWeekday(day: string, weekday: number): string {
  const iso = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return addDays(day, -((iso - weekday + 7) % 7));
}

import type { Health, StatusId } from "../playbooks/types.js";

/**
 * The status of an overall health score (0–100): the first, from healthy down, whose lowest score it reaches.
 *
 * @returns undefined where there is no score
 * @throws if the score is outside [0, 100]
 * @example statusOf(43.475, playbook.health.statuses) // "deteriorating"
 */
export function statusOf(score: number | undefined, statuses: Health["statuses"]): StatusId | undefined {
  if (score === undefined || Number.isNaN(score)) return undefined;
  if (!(score >= 0 && score <= 100)) throw new Error(`invalid score; not in [0, 100]: ${score}`);
  return statuses.find(({ from }) => score >= from)?.id ?? statuses.at(-1)?.id;
}

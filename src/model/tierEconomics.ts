import { tierIds, type Playbook, type TierId } from "../playbooks/types.js";

/** Stub until the ROI model lands. */
export function tierEconomics(
  _playbook: Playbook,
  _meanP: Partial<Record<TierId, number>>,
): Record<TierId, { uplift: number; cost: number }> {
  return Object.fromEntries(tierIds.map((tier) => [tier, { uplift: 0.2, cost: 300 }])) as never;
}

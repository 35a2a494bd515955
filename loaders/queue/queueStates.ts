import type { QueueState } from "../../src/pageData.js";
import type { Playbook, Tier } from "../../src/playbooks/types.js";

export interface Candidate {
  readonly channel: Tier["channel"];
  readonly isHoldout: boolean;
  readonly isOptedOut: boolean;
  readonly isContacted: boolean;
  readonly outcome: "stayed" | "lost" | "pending" | null;
  /** Whether acting by the end of this week, and acting today, still adds anything. */
  readonly isTooLate: boolean;
  /** Expected gain by the end of the week; null without a value. */
  readonly gain: number | null;
  readonly cost: number;
}

/**
 * Where each customer stands, and who is within this week's capacities and budget: asked in order of rank, an action that
 * costs more than it is expected to gain takes nobody's time. Held-out customers are in nobody's queue, and who opted out
 * of marketing gets no push.
 *
 * @returns the state of the next customer
 */
export function queueStates(queue: Playbook["queue"]): (candidate: Candidate) => QueueState {
  const left = new Map(Object.entries(queue.weeklyCapacity));
  let budget = queue.weeklyBudget ?? Infinity;
  const take = ({ channel, gain, cost }: Candidate): boolean => {
    const free = left.get(channel) ?? Infinity;
    if (free < 1 || cost > budget || (gain !== null && gain <= cost)) return false;
    left.set(channel, free - 1);
    budget -= cost;
    return true;
  };
  return (candidate) => stateOf(candidate) ?? (take(candidate) ? "open" : "waiting");
}

function stateOf({ channel, isHoldout, isOptedOut, isContacted, outcome, isTooLate }: Candidate): QueueState | null {
  if (isHoldout) return "holdout";
  if (isContacted) return outcome === "stayed" || outcome === "lost" ? "done" : "contacted";
  if (isOptedOut && channel === "push") return "opted_out";
  return isTooLate ? "expired" : null;
}

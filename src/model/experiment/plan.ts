import { sha256 } from "../stats/sha256.js";
import { canonicalJson } from "./canonicalJson.js";

/** What is fixed before the first customer is assigned. */
export interface ExperimentPlan {
  readonly id: string;
  /** What is compared: the share still there `followUpDays` after assignment. */
  readonly metric: "stay_rate";
  /** 3–5 strategies, the control among them; shares of assignment sum to 1. */
  readonly arms: readonly { readonly id: string; readonly share: number }[];
  readonly control: string;
  readonly tiers: readonly string[];
  readonly startsOn: string;
  /** The day on which the result is final, whatever the size: outcomes known later do not count. None if nobody planned it. */
  readonly endsOn?: string;
  /** Days after assignment at which a customer counts as stayed or lost. */
  readonly followUpDays: number;
  /** Stay rate of the control, and the one worth finding. */
  readonly baseline: number;
  readonly target: number;
  readonly alpha: number;
  readonly power: number;
  /** `fixed`: one look at the planned end. `sequential`: any look may decide, by always-valid figures. */
  readonly rule: "fixed" | "sequential";
  readonly perArm: number;
}

/** Hash of the registered plan, SHA-256 of its canonical JSON: any later change, however small, shows. */
export function planHash(plan: ExperimentPlan): string {
  return sha256(canonicalJson(plan));
}

/**
 * @throws if shares do not sum to 1, an arm is named twice, the control is no arm, a rate lies outside (0, 1), or nobody
 *   could be followed to the end by the end date
 */
export function checkPlan(plan: ExperimentPlan): void {
  const ids = plan.arms.map(({ id }) => id);
  const total = plan.arms.reduce((sum, { share }) => sum + share, 0);
  if (new Set(ids).size !== ids.length) throw new Error(`invalid arms; an id repeats: ${ids.join(", ")}`);
  if (!ids.includes(plan.control)) throw new Error(`invalid control; not one of ${ids.join(", ")}: ${plan.control}`);
  if (!(Math.abs(total - 1) < 1e-9)) throw new Error(`invalid shares; do not sum to 1: ${total}`);
  for (const rate of [plan.baseline, plan.target, plan.alpha, plan.power]) {
    if (!(rate > 0 && rate < 1)) throw new Error(`invalid rate; not in (0, 1): ${rate}`);
  }
  const days =
    plan.endsOn === undefined ? Infinity : (Date.parse(plan.endsOn) - Date.parse(plan.startsOn)) / 86_400_000;
  if (!(days >= plan.followUpDays))
    throw new Error(
      `invalid end; less than the follow-up of ${plan.followUpDays} days after the start: ${plan.endsOn}`,
    );
}

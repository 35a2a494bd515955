import { betaBinomialSequence } from "../stats/betaBinomialSequence.js";
import { holm } from "../stats/holm.js";
import type { Interval } from "../stats/predictions.js";
import { wilson } from "../stats/wilson.js";
import type { Outcomes } from "../stayRate.js";
import { contrast, type Contrasted } from "./contrast.js";
import { checkPlan, type ExperimentPlan } from "./plan.js";
import { sampleRatio, type SampleRatio } from "./sampleRatio.js";

export interface ArmCounts extends Outcomes {
  readonly id: string;
  readonly assigned: number;
}

export interface ArmResult extends ArmCounts {
  /** Wilson at the planned end, a confidence sequence while running; undefined without outcomes. */
  readonly stay?: Interval;
  /** Stay rate less the control's: Newcombe at the planned end, a confidence sequence while running. */
  readonly difference?: Interval;
  readonly pValue?: number;
  /** Holm over the arms. */
  readonly adjustedP?: number;
  /** By the rule in use: a fixed plan decides at its end only. */
  readonly verdict: "control" | "better" | "worse" | "undecided";
}

export interface ExperimentResult {
  /** Every arm has its planned outcomes, or the end date has passed. */
  readonly isEnded: boolean;
  readonly isAlwaysValid: boolean;
  readonly arms: readonly ArmResult[];
  readonly ratio?: SampleRatio;
}

/**
 * An experiment so far. A sequential plan keeps its always-valid figures to the end: fixed ones after weekly looks
 * would promise more than they hold.
 *
 * @param isOver the planned end date has passed
 * @throws as `checkPlan`, or if counts lack an arm of the plan
 */
export function analyse(plan: ExperimentPlan, counts: readonly ArmCounts[], isOver = false): ExperimentResult {
  checkPlan(plan);
  const rows = plan.arms.map(({ id, share }) => {
    const row = counts.find((arm) => arm.id === id);
    if (!row) throw new Error(`invalid counts; no arm ${id}: ${counts.map((arm) => arm.id).join(", ")}`);
    return { ...row, share };
  });
  const isEnded = isOver || rows.every(({ n }) => n >= plan.perArm);
  const isAlwaysValid = plan.rule === "sequential" || !isEnded;
  const control = rows.find(({ id }) => id === plan.control)!;
  const contrasts = rows.map((row) => (row === control ? undefined : contrast(plan, row, control, isAlwaysValid)));
  const compared = contrasts.filter((found) => found !== undefined);
  const adjusted = new Map(holm(compared.map(({ pValue }) => pValue)).map((p, i) => [compared[i]!, p]));
  const mayDecide = isEnded || plan.rule === "sequential";
  const arms = rows.map((row, i): ArmResult => {
    const { id, assigned, n, stayed } = row;
    const stay = n === 0 ? undefined : isAlwaysValid ? betaBinomialSequence(stayed, n) : wilson(stayed, n);
    const found = contrasts[i];
    if (!found) return { id, assigned, n, stayed, stay, verdict: row === control ? "control" : "undecided" };
    const adjustedP = adjusted.get(found)!;
    const verdict = mayDecide ? verdictOf(found, adjustedP, plan.alpha) : "undecided";
    return { id, assigned, n, stayed, stay, ...found, adjustedP, verdict };
  });
  return { isEnded, isAlwaysValid, arms, ratio: sampleRatio(rows) };
}

function verdictOf({ difference }: Contrasted, adjustedP: number, alpha: number): ArmResult["verdict"] {
  if (adjustedP >= alpha) return "undecided";
  return difference.value > 0 ? "better" : "worse";
}

import { newcombe } from "../stats/newcombe.js";
import { normalCdf } from "../stats/normal.js";
import { mixturePValue, normalMixture } from "../stats/normalMixture.js";
import type { Interval } from "../stats/predictions.js";
import { smoothedVariance, type Outcomes } from "../stayRate.js";
import type { ExperimentPlan } from "./plan.js";

export interface Contrasted {
  readonly difference: Interval;
  readonly pValue: number;
}

/** Difference to the control and its p-value; undefined without outcomes in both. */
export function contrast(
  plan: Pick<ExperimentPlan, "baseline" | "target" | "perArm">,
  arm: Outcomes,
  control: Outcomes,
  isAlwaysValid: boolean,
): Contrasted | undefined {
  if (arm.n === 0 || control.n === 0) return undefined;
  const value = arm.stayed / arm.n - control.stayed / control.n;
  if (!isAlwaysValid) {
    const pooled = (arm.stayed + control.stayed) / (arm.n + control.n);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / arm.n + 1 / control.n));
    const pValue = error === 0 ? 1 : 2 * normalCdf(-Math.abs(value) / error);
    return { difference: newcombe(arm.stayed, arm.n, control.stayed, control.n), pValue };
  }
  const standardError = Math.sqrt(smoothedVariance(arm) + smoothedVariance(control));
  const plannedError = Math.sqrt(spread(plan.baseline) / plan.perArm + spread(plan.target) / plan.perArm);
  const { low, high } = normalMixture({ value, standardError }, plannedError);
  const pValue = mixturePValue({ value, standardError }, plannedError);
  return { difference: { value, low: Math.max(-1, low), high: Math.min(1, high) }, pValue };
}

function spread(rate: number): number {
  return rate * (1 - rate);
}

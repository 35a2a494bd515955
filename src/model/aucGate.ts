import { gateState, outcomesNeeded, stillNeeded, type GateLines, type GateResult } from "./gate.js";
import type { Auc } from "./stats/auc.js";
import { normalMixture } from "./stats/normalMixture.js";
import type { Interval } from "./stats/predictions.js";

/**
 * Is the model right? DeLong's error in a confidence sequence, since the gate is looked at weekly; tuned for the error
 * at which half the distance between the lines is three standard errors.
 *
 * @param auc undefined while nobody, or everybody, has left
 * @param perWeek new labelled rows a week
 */
export function aucGate(auc: Auc | undefined, lines: GateLines, perWeek?: number): GateResult {
  if (!auc) return { state: "NOT_YET", needs: { outcomes: null, weeks: null } };
  const n = auc.positives + auc.negatives;
  // A flawless ranking has no DeLong error; half a misranked pair of the smaller class keeps it from looking certain.
  const error = Math.max(auc.standardError, 0.5 / Math.min(auc.positives, auc.negatives));
  const sequence = (rows: number): Interval => {
    const standardError = error * Math.sqrt(n / rows);
    const { low, high } = normalMixture({ value: auc.value, standardError }, (lines.go - lines.stop) / 6);
    return { value: auc.value, low: Math.max(0, low), high: Math.min(1, high) };
  };
  const interval = Number.isFinite(error) ? sequence(n) : { value: auc.value, low: 0, high: 1 };
  const state = gateState(interval, lines);
  if (state !== "NOT_YET") return { state, interval, needs: { outcomes: 0, weeks: 0 } };
  const total = Number.isFinite(error) ? outcomesNeeded(n, (rows) => gateState(sequence(rows), lines) !== state) : null;
  return { state, interval, needs: stillNeeded(total, n, perWeek) };
}

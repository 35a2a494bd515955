import { aucSequence } from "./aucSequence.js";
import { gateState, outcomesNeeded, stillNeeded, type GateLines, type GateResult } from "./gate.js";
import type { Auc } from "./stats/auc.js";

/**
 * Is the model right? Looked at weekly, so its interval is a confidence sequence, tuned for the error at which half the
 * distance between the lines is three standard errors.
 *
 * @param auc undefined while nobody, or everybody, has left
 * @param perWeek new labelled rows a week
 */
export function aucGate(auc: Auc | undefined, lines: GateLines, perWeek?: number): GateResult {
  if (!auc) return { state: "NOT_YET", needs: { outcomes: null, weeks: null } };
  const plannedError = (lines.go - lines.stop) / 6;
  const interval = aucSequence(auc, plannedError);
  const state = gateState(interval, lines);
  if (state !== "NOT_YET") return { state, interval, needs: { outcomes: 0, weeks: 0 } };
  const rows = auc.positives + auc.negatives;
  const isDecided = (n: number) => gateState(aucSequence(auc, plannedError, n / rows), lines) !== "NOT_YET";
  return { state, interval, needs: stillNeeded(outcomesNeeded(rows, isDecided), rows, perWeek) };
}

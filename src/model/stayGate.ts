import { gateState, outcomesNeeded, stillNeeded, type GateLines, type GateResult, type GateState } from "./gate.js";
import { betaBinomialSequence } from "./stats/betaBinomialSequence.js";
import { normalMixture } from "./stats/normalMixture.js";
import type { Interval } from "./stats/predictions.js";
import { smoothedVariance, type Outcomes } from "./stayRate.js";

export interface StayEvidence {
  readonly treated: Outcomes;
  readonly heldOut: Outcomes;
  /** Days of follow-up behind every outcome. */
  readonly followUpDays: number;
  readonly horizonDays: number;
  /** New treated outcomes a week. */
  readonly perWeek?: number;
}

export interface StayGateResult extends GateResult {
  /** The lines at this length of follow-up. */
  readonly lines: GateLines;
  /** Treated less held-out, always-valid; undefined without outcomes in both. */
  readonly uplift?: Interval;
}

/** A yearly stay line over a shorter follow-up, at a constant hazard: .5 over 90 of 365 days is .843. */
export function scaledLine(line: number, followUpDays: number, horizonDays: number): number {
  if (!(followUpDays > 0)) throw new Error(`invalid follow-up; not positive: ${followUpDays}`);
  return line ** Math.min(1, followUpDays / horizonDays);
}

/**
 * Do treated customers stay? Looked at weekly, so both intervals are confidence sequences. Before a full horizon has
 * passed, GO also asks that the uplift over the holdout excludes 0: most customers stay 90 days whatever one does.
 */
export function stayGate(evidence: StayEvidence, gate: GateLines): StayGateResult {
  const { treated, followUpDays, horizonDays, perWeek } = evidence;
  const lines = {
    go: scaledLine(gate.go, followUpDays, horizonDays),
    stop: scaledLine(gate.stop, followUpDays, horizonDays),
  };
  const uplift = upliftSequence(evidence.treated, evidence.heldOut);
  if (treated.n === 0) return { state: "NOT_YET", lines, needs: { outcomes: null, weeks: null } };
  const interval = betaBinomialSequence(treated.stayed, treated.n);
  const state = decide(evidence, lines);
  if (state !== "NOT_YET") return { state, lines, interval, uplift, needs: { outcomes: 0, weeks: 0 } };
  const total = outcomesNeeded(treated.n, (n) => decide(grown(evidence, n), lines) !== "NOT_YET");
  return { state, lines, interval, uplift, needs: stillNeeded(total, treated.n, perWeek) };
}

function decide({ treated, heldOut, followUpDays, horizonDays }: StayEvidence, lines: GateLines): GateState {
  const state = gateState(betaBinomialSequence(treated.stayed, treated.n), lines);
  if (state !== "GO" || followUpDays >= horizonDays) return state;
  return (upliftSequence(treated, heldOut)?.low ?? -1) > 0 ? "GO" : "NOT_YET";
}

/**
 * Treated less held-out stay rate as a confidence sequence, tuned for an uplift of 10 points seen at three standard
 * errors.
 */
export function upliftSequence(treated: Outcomes, heldOut: Outcomes, plannedError = 0.1 / 3): Interval | undefined {
  if (treated.n === 0 || heldOut.n === 0) return undefined;
  const value = treated.stayed / treated.n - heldOut.stayed / heldOut.n;
  const standardError = Math.sqrt(smoothedVariance(treated) + smoothedVariance(heldOut));
  const { low, high } = normalMixture({ value, standardError }, plannedError);
  return { value, low: Math.max(-1, low), high: Math.min(1, high) };
}

/** The same shares at n treated outcomes. */
function grown(evidence: StayEvidence, n: number): StayEvidence {
  const factor = n / evidence.treated.n;
  const grow = (outcomes: Outcomes): Outcomes => ({ n: outcomes.n * factor, stayed: outcomes.stayed * factor });
  return { ...evidence, treated: grow(evidence.treated), heldOut: grow(evidence.heldOut) };
}

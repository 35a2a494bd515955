import { aucGate } from "../../src/model/aucGate.js";
import { intervalGate, type GateResult } from "../../src/model/gate.js";
import {
  evaluateRoi,
  hasOwnValue,
  roiModel,
  simulator,
  withMeasured,
  type MeasuredTier,
} from "../../src/model/roi/index.js";
import { stayGate } from "../../src/model/stayGate.js";
import type { GateLight } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import type { Evidence } from "../evidence/measureEvidence.js";
import type { Trained } from "../train.js";

export interface GateFacts {
  readonly asOf: string;
  readonly trained: Trained;
  readonly evidence: Evidence;
  readonly tiers: readonly MeasuredTier[];
}

/** The three gates from what is known at as_of, all by intervals that may be looked at every week. */
export function makeGates(playbook: Playbook, facts: GateFacts): GateLight[] {
  const auc = aucGate(facts.trained.evaluation?.auc, playbook.gates.auc, labelsAWeek(playbook, facts.trained));
  return [
    { gate: "auc", state: auc.state, interval: auc.interval, needs: auc.needs },
    stayLight(playbook, facts.evidence),
    { gate: "roi", ...roiGate(playbook, facts) },
  ];
}

/** A customer gives one fresh label a horizon: rows that a week adds to the test without overlap; undefined without time. */
function labelsAWeek({ horizonDays }: Playbook, { evaluation, summary }: Trained): number | undefined {
  if (!evaluation || summary.evaluation?.protocol === "out_of_fold") return undefined;
  return (evaluation.rows * 7) / horizonDays;
}

function stayLight({ gates, horizonDays }: Playbook, { gate, pace }: Evidence): GateLight {
  const { treated, heldOut, followUpDays, pending } = gate;
  const { state, interval, lines, uplift, needs } = stayGate(
    { treated, heldOut, followUpDays, horizonDays, perWeek: pace.top },
    gates.stay,
  );
  const stay = { followUpDays, lines, uplift, outcomes: treated.n, heldOut: heldOut.n, pending, perWeek: pace.top };
  return { gate: "stay", state, interval, needs, stay };
}

/**
 * ROI from the run's own customers, p, LTV and measured uplifts, with the draws that the pages make too. Undecided where
 * the data give no LTV: a verdict on somebody else's would mislead.
 */
export function roiGate(playbook: Playbook, { asOf, tiers }: Pick<GateFacts, "asOf" | "tiers">): GateResult {
  const model = withMeasured(roiModel(playbook), tiers);
  if (!hasOwnValue(model)) return { state: "NOT_YET", needs: { outcomes: null, weeks: null } };
  const roi = simulator(model, { seed: Number(asOf.replaceAll("-", "")) })().spreads["roi"]!;
  const value = evaluateRoi(model)["roi"]!;
  if (!Number.isFinite(value)) return { state: "NOT_YET", needs: { outcomes: null, weeks: null } };
  return intervalGate({ value, low: roi.p2_5 ?? -1, high: roi.p97_5 ?? value }, playbook.gates.roi);
}

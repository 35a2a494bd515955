import { auc, type Auc } from "../../src/model/stats/auc.js";
import { brier } from "../../src/model/stats/brier.js";
import { calibration, type Calibration } from "../../src/model/stats/calibration.js";
import { logLoss } from "../../src/model/stats/logLoss.js";
import type { Predictions } from "../../src/model/stats/predictions.js";
import { reliability, type ReliabilityBin } from "../../src/model/stats/reliability.js";
import { takeValues, weighedRows } from "./frames.js";

/** How well probabilities did on rows that no fit has seen; weighted like the training rows. */
export interface Evaluation {
  readonly rows: number;
  readonly events: number;
  readonly auc: Auc;
  readonly brier: number;
  readonly logLoss: number;
  /** Undefined where no finite fit exists: p constant, or separating the labels. */
  readonly calibration?: Calibration;
  readonly reliability: readonly ReliabilityBin[];
}

/**
 * Evaluates predictions; rows of weight 0 are left out.
 *
 * @param clusters one key a row when a customer has several rows, so that the AUC's interval is honest
 * @returns undefined when everybody left, everybody stayed or there are no rows
 */
export function evaluate(
  { p, y, weights }: Predictions,
  clusters?: ArrayLike<number | string>,
): Evaluation | undefined {
  const rows = weighedRows(p.length, weights);
  const kept = { p: takeValues(p, rows), y: takeValues(y, rows), weights: weights && takeValues(weights, rows) };
  const area = auc(kept, { clusters: clusters && Array.from(rows, (row) => clusters[row]!) });
  if (!area) return undefined;
  return {
    rows: rows.length,
    events: area.positives,
    auc: area,
    brier: brier(kept)!,
    logLoss: logLoss(kept)!,
    calibration: calibration(kept),
    reliability: reliability(kept),
  };
}

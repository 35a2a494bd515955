import { auc, type Auc } from "../../src/model/stats/auc.js";
import { brier } from "../../src/model/stats/brier.js";
import { calibration, type Calibration } from "../../src/model/stats/calibration.js";
import { logLoss } from "../../src/model/stats/logLoss.js";
import type { Predictions } from "../../src/model/stats/predictions.js";
import { reliability, type ReliabilityBin } from "../../src/model/stats/reliability.js";

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
export function evaluate(predictions: Predictions, clusters?: ArrayLike<number | string>): Evaluation | undefined {
  const kept = withWeight(predictions);
  const area = auc(kept.predictions, { clusters: clusters && kept.places.map((place) => clusters[place]!) });
  if (!area) return undefined;
  return {
    rows: kept.places.length,
    events: area.positives,
    auc: area,
    brier: brier(kept.predictions)!,
    logLoss: logLoss(kept.predictions)!,
    calibration: calibration(kept.predictions),
    reliability: reliability(kept.predictions),
  };
}

function withWeight({ p, y, weights }: Predictions): { places: number[]; predictions: Predictions } {
  const places = Array.from({ length: p.length }, (_, i) => i).filter((i) => !weights || weights[i]! > 0);
  const take = (values: ArrayLike<number>): Float64Array => Float64Array.from(places, (place) => values[place]!);
  return { places, predictions: { p: take(p), y: take(y), weights: weights && take(weights) } };
}

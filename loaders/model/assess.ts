import { churnContributionColumns, type ChurnModel } from "../../src/model/churn/anyModel.js";
import { campaignProfit } from "../../src/model/campaignProfit.js";
import type { FrameColumn, TrainingSet } from "../../src/model/churn/types.js";
import { auc } from "../../src/model/stats/auc.js";
import { gains } from "../../src/model/stats/lift.js";
import type { Predictions } from "../../src/model/stats/predictions.js";
import { calibrationError, reliability } from "../../src/model/stats/reliability.js";
import { tierEconomics } from "../../src/model/tierEconomics.js";
import { tierOf } from "../../src/model/tier.js";
import type { ModelReport, SegmentReport } from "../../src/pageData.js";
import { tierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { takeTraining, takeValues, weighedRows } from "./frames.js";
import { leaks } from "./leakage.js";

/** A category of more levels is no segment. */
const mostLevels = 12;
/** Rows that importance is measured on at most. */
const importanceRows = 20_000;

export interface Assessment {
  /** Rows that no fit has seen, and p of each. */
  readonly test: TrainingSet;
  readonly p: Float64Array;
  /** Explains which features count; left out, no importance. */
  readonly model?: ChurnModel;
  readonly playbook: Playbook;
  readonly ltv: number;
  readonly seed: number;
  readonly groups?: ArrayLike<number | string>;
}

/** Everything about a score that a sceptic asks for, on rows that no fit has seen; rows of weight 0 are left out. */
export function assess({ test: all, p: every, model, playbook, ltv, seed, groups }: Assessment): ModelReport {
  const places = weighedRows(all.labels.length, all.weights);
  const test = takeTraining(all, places);
  const predictions = { p: takeValues(every, places), y: test.labels, weights: test.weights };
  const keys = groups && Array.from(places, (place) => groups[place]!);
  return {
    reliability: reliability(predictions),
    calibrationError: calibrationError(predictions, { seed, draws: 100 }),
    gains: gains(predictions) ?? [],
    profit: profitOf(predictions, playbook, ltv),
    segments: test.frame.columns.flatMap((column) => segmentsOf(column, predictions, keys)),
    leaks: leaks(test, { seed, groups: keys }),
    importance: model ? importanceOf(model, test) : [],
  };
}

/**
 * Who would have left is kept with the chance uplift / p of the tier: what the playbook says contact adds. Routine contact
 * with the low tier costs and is not counted on to keep anybody.
 */
function profitOf(predictions: Predictions, playbook: Playbook, ltv: number): ModelReport["profit"] {
  if (!(ltv > 0)) return undefined;
  const { p: scores, weights } = predictions;
  /** Places among `tierIds`. */
  const tiers = new Uint8Array(scores.length);
  const sums = tierIds.map(() => ({ p: 0, weight: 0 }));
  for (let i = 0; i < tiers.length; i++) {
    tiers[i] = tierIds.indexOf(tierOf(scores[i]!, playbook.tiers));
    const weight = weights ? weights[i]! : 1;
    const own = sums[tiers[i]!]!;
    own.p += weight * scores[i]!;
    own.weight += weight;
  }
  const meanP: Partial<Record<TierId, number>> = Object.fromEntries(
    tierIds.flatMap((tier, t) => (sums[t]!.weight > 0 ? [[tier, sums[t]!.p / sums[t]!.weight]] : [])),
  );
  const economics = tierEconomics(playbook, meanP);
  const success = (tier: TierId): number =>
    tier === "low" ? 0 : Math.min(1, economics[tier].uplift / Math.max(meanP[tier] ?? 1, 1e-9));
  const found = campaignProfit(predictions, {
    success: takeValues(tierIds.map(success), tiers),
    value: new Float64Array(tiers.length).fill(ltv),
    cost: takeValues(
      tierIds.map((tier) => economics[tier].cost),
      tiers,
    ),
  });
  return found && { ...found, ltv };
}

/** Every level, however few its customers: what is hidden cannot be doubted. */
function segmentsOf(
  { id, kind, levels = [], values }: FrameColumn,
  { p, y, weights }: Predictions,
  groups?: ArrayLike<number | string>,
): SegmentReport[] {
  if (kind !== "category") return [];
  const codes = [...new Set(values)].sort((a, b) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b));
  if (codes.length > mostLevels || codes.length < 2) return [];
  return codes.map((code) => {
    const rows = rowsOf(values, code);
    const own = { p: takeValues(p, rows), y: takeValues(y, rows), weights: weights && takeValues(weights, rows) };
    const mean = (list: Float64Array): number => {
      const total = own.weights ? own.weights.reduce((sum, weight) => sum + weight, 0) : list.length;
      return list.reduce((sum, value, i) => sum + (own.weights ? own.weights[i]! : 1) * value, 0) / total;
    };
    const area = auc(own, { clusters: groups && Array.from(rows, (row) => groups[row]!) });
    return {
      ...{ feature: id, level: Number.isNaN(code) ? null : (levels[code] ?? null) },
      ...{ rows: rows.length, events: own.y.reduce((sum, label) => sum + label, 0) },
      ...{ rate: mean(own.y), meanP: mean(own.p) },
      ...(area ? { auc: { value: area.value, low: area.low, high: area.high } } : {}),
    };
  });
}

/** Rows of a level; NaN is one. */
function rowsOf(values: Float64Array, code: number): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++)
    if (values[row] === code || (values[row] !== values[row] && code !== code)) rows[count++] = row;
  return rows.subarray(0, count);
}

function importanceOf(model: ChurnModel, test: TrainingSet): ModelReport["importance"] {
  const stride = Math.max(1, Math.ceil(test.frame.rows / importanceRows));
  const { frame, weights } = takeTraining(
    test,
    Array.from({ length: Math.ceil(test.frame.rows / stride) }, (_, i) => i * stride),
  );
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : frame.rows;
  return churnContributionColumns(model, frame)
    .map(({ feature, values }) => ({
      feature,
      size: values.reduce((sum, value, i) => sum + (weights ? weights[i]! : 1) * Math.abs(value), 0) / total,
    }))
    .sort((a, b) => b.size - a.size);
}

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
import { takeTraining, takeValues } from "./frames.js";
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
  const places = Array.from(all.labels.keys()).filter((row) => !all.weights || all.weights[row]! > 0);
  const test = takeTraining(all, places);
  const predictions = { p: takeValues(every, places), y: test.labels, weights: test.weights };
  const keys = groups && places.map((place) => groups[place]!);
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
  const tiers = Array.from(predictions.p, (p) => tierOf(p, playbook.tiers));
  const sums = Object.fromEntries(tierIds.map((tier) => [tier, { p: 0, weight: 0 }]));
  tiers.forEach((tier, i) => {
    const weight = predictions.weights ? predictions.weights[i]! : 1;
    sums[tier]!.p += weight * predictions.p[i]!;
    sums[tier]!.weight += weight;
  });
  const meanP: Partial<Record<TierId, number>> = Object.fromEntries(
    tierIds.flatMap((tier) => (sums[tier]!.weight > 0 ? [[tier, sums[tier]!.p / sums[tier]!.weight]] : [])),
  );
  const economics = tierEconomics(playbook, meanP);
  const success = (tier: TierId): number =>
    tier === "low" ? 0 : Math.min(1, economics[tier].uplift / Math.max(meanP[tier] ?? 1, 1e-9));
  const found = campaignProfit(predictions, {
    success: tiers.map(success),
    value: tiers.map(() => ltv),
    cost: tiers.map((tier) => economics[tier].cost),
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
    const rows = Array.from(values.keys()).filter((row) => Object.is(values[row], code));
    const take = (list: ArrayLike<number>): number[] => rows.map((row) => list[row]!);
    const own = { p: take(p), y: take(y), weights: weights && take(weights) };
    const mean = (list: readonly number[]): number => {
      const total = own.weights ? own.weights.reduce((sum, weight) => sum + weight, 0) : list.length;
      return list.reduce((sum, value, i) => sum + (own.weights ? own.weights[i]! : 1) * value, 0) / total;
    };
    const area = auc(own, { clusters: groups && rows.map((row) => groups[row]!) });
    return {
      ...{ feature: id, level: Number.isNaN(code) ? null : (levels[code] ?? null) },
      ...{ rows: rows.length, events: own.y.reduce((sum, label) => sum + label, 0) },
      ...{ rate: mean(own.y), meanP: mean(own.p) },
      ...(area ? { auc: { value: area.value, low: area.low, high: area.high } } : {}),
    };
  });
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

import type { CampaignProfit } from "../model/campaignProfit.js";
import type { ChurnModel } from "../model/churn/anyModel.js";
import type { LevelsTerm, PairTerm, StepsTerm } from "../model/churn/types.js";
import type { GainsPoint } from "../model/stats/lift.js";
import type { CalibrationError, ReliabilityBin } from "../model/stats/reliability.js";
import type { GateLight } from "./ceo.js";
import type { Count, Interval, RunInfo } from "./run.js";

/** One group of the test rows. */
export interface SegmentReport {
  /** The feature, and its level; null is missing. */
  readonly feature: string;
  readonly level: string | null;
  readonly rows: number;
  readonly events: number;
  /** Weighted share that left, and the mean of p. */
  readonly rate: number;
  readonly meanP: number;
  /** Undefined where everybody left, or stayed. */
  readonly auc?: Interval;
}

/** How the score did on rows that no fit had seen, in detail. */
export interface ModelReport {
  readonly reliability: readonly ReliabilityBin[];
  readonly calibrationError?: CalibrationError;
  readonly gains: readonly GainsPoint[];
  /** With the playbook's own costs and effects of contact by tier, and its mean LTV. */
  readonly profit?: CampaignProfit & { readonly ltv: number };
  readonly segments: readonly SegmentReport[];
  /** Features that alone reach an AUC above .95: most likely written after the customer had left. */
  readonly leaks: readonly { readonly feature: string; readonly auc: number }[];
  /** Mean size of each feature's contribution to the log-odds, largest first. */
  readonly importance: readonly { readonly feature: string; readonly size: number }[];
}

/** One week of rows that the model had not seen. */
export interface WeekReport {
  readonly asOf: string;
  readonly rows: number;
  readonly events: number;
  readonly rate: number;
  readonly meanP: number;
  readonly auc?: Interval;
}

/** A score that stopped learning before `learntTo`, on each later week whose outcome within `horizonDays` is known. */
export interface WeeksReport {
  readonly learntTo: string;
  readonly horizonDays: number;
  readonly weeks: readonly WeekReport[];
}

/** The early-warning score: the same features, a shorter horizon, hence fresher evidence. */
export interface EarlyReport {
  readonly horizonDays: number;
  readonly testWeek: string;
  readonly trainedRows: number;
  readonly rows: number;
  readonly events: number;
  readonly auc: Interval;
  readonly brier: number;
  readonly calibration?: { readonly slope: number; readonly intercept: number };
  readonly reliability: readonly ReliabilityBin[];
}

/** model.json: aggregates only, the same for every audience but for small counts. */
export interface ModelData {
  readonly run: RunInfo;
  readonly gate: GateLight | null;
  /** Day the model in use was trained at. */
  readonly trainedAsOf: string | null;
  readonly report: (Omit<ModelReport, "segments"> & { readonly segments: readonly ShownSegment[] }) | null;
  readonly weeks: WeeksReport | null;
  readonly early: EarlyReport | null;
  /** Curves of the most important features, and their pairs; empty where the model in use has none to show. */
  readonly shapes: readonly (StepsTerm | LevelsTerm)[];
  readonly pairs: readonly PairTerm[];
  readonly facts: ModelFacts | null;
  /** Every model of this lineage, the newest last. */
  readonly models: readonly {
    readonly id: string;
    readonly trainedAsOf: string;
    readonly kind: string;
    readonly auc: Interval | null;
  }[];
  /** Population stability of each feature between training and this week; null until it is measured. */
  readonly drift: readonly { readonly feature: string; readonly psi: number; readonly isShifted: boolean }[] | null;
  /** Why a model was trained this week; null where last month's goes on. */
  readonly training: "first" | "monthly" | "drift" | null;
  /** A newer model was worse beyond its interval, and this one stayed: its log loss less the newer's. */
  readonly kept: { readonly asOf: string; readonly difference: Interval } | null;
}

/** churn-model.json: what scored, for a team's pages to recompute a score; empty in executive builds. */
export interface ModelsData {
  readonly models: readonly { readonly model: ChurnModel; readonly fold?: number }[];
}

/** A segment as the audience may see it; rate null where it would single somebody out. */
export type ShownSegment = Omit<SegmentReport, "rows" | "events" | "rate"> & {
  readonly rows: Count;
  readonly events: Count;
  readonly rate: number | null;
};

export interface ModelFacts {
  readonly features: number;
  readonly pairs: number;
  readonly trees: number;
  /** Bytes of the model as JSON after gzip. */
  readonly bytes: number;
  readonly calibrator: { readonly intercept: number; readonly slope: number } | null;
}

import type { Text } from "../playbooks/types.js";

export type Audience = "executive" | "team";

/** A head count; in executive builds one from 1 to 4 reads "<5". */
export type Count = number | "<5";

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One of the models that were tried on the same test rows. */
export interface Challenger {
  readonly kind: "logistic" | "additive" | "trees";
  readonly auc: Interval;
  readonly logLoss: number;
  readonly brier: number;
  readonly slope: number | null;
  /** Log loss less the additive model's, with its paired 95 % interval: below 0 is better. */
  readonly difference: Interval;
}

export interface ModelSummary {
  readonly id: string;
  readonly kind: "logistic" | "additive" | "trees";
  readonly trainedRows: number;
  readonly trainedEvents: number;
  readonly trainedFrom: string | null;
  readonly trainedTo: string | null;
  /** How it was tested; undefined when the data do not allow a test. */
  readonly evaluation?: {
    readonly protocol: "out_of_time" | "customer_folds" | "out_of_fold";
    readonly testWeek: string | null;
    readonly rows: number;
    readonly events: number;
    readonly auc: Interval;
    readonly brier: number;
    readonly calibration: { readonly slope: number; readonly intercept: number };
  };
  /** Every model that was tried, on the same rows; empty where there was no test. */
  readonly challengers?: readonly Challenger[];
  /** Why there is no model or no test, when there is none. */
  readonly note?: Text;
}

export interface RunInfo {
  readonly runId: string;
  readonly playbook: string;
  readonly asOf: string;
  readonly audience: Audience;
  /** `sample` data are synthetic, and every page says so. */
  readonly source: "sample" | "tables" | "flat";
  readonly horizonDays: number;
  readonly cadenceDays: number;
  readonly weeks: number;
  readonly customers: {
    readonly accepted: number;
    readonly active: number;
    readonly lost: Count;
    readonly rejected: number;
  };
  /** Customers whose coverage is below the minimum: no health score. */
  readonly withoutScore: Count;
  readonly meanCoverage: number;
  readonly missingTables: readonly string[];
  readonly model: ModelSummary;
}

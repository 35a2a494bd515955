/**
 * The churn model as data. Everything here is JSON (but for `Frame`, which lives in memory), so that a page, the weekly
 * run and a database read the same model.
 */

/** One column of a customer-week matrix: a number, or the index of a level; NaN is missing. */
export interface FrameColumn {
  readonly id: string;
  readonly kind: "number" | "category";
  /** Texts of the levels that `values` index; only for categories. */
  readonly levels?: readonly string[];
  readonly values: Float64Array;
}

export interface Frame {
  readonly rows: number;
  readonly columns: readonly FrameColumn[];
}

/** What a model may be fitted to. `labels` hold 1 for lost and 0 for stayed; without `weights` every row counts once. */
export interface TrainingSet {
  readonly frame: Frame;
  readonly labels: Float64Array;
  readonly weights?: Float64Array;
}

/** One customer: numbers as numbers, categories as text; null, undefined and NaN are missing. */
export type Row = Readonly<Record<string, number | string | boolean | null | undefined>>;

/**
 * Levels past the thousand most frequent share this text in a `Frame`; no fit gives it a value of its own, so that it
 * is treated as an unknown level everywhere.
 */
export const otherLevel = "\u0000other";

/** Log-odds rise in a straight line between `low` and `high` and stay level outside (winsorised, for heavy tails). */
export interface LinearTerm {
  readonly kind: "linear";
  readonly feature: string;
  readonly low: number;
  readonly high: number;
  readonly center: number;
  readonly scale: number;
  readonly weight: number;
  /** Added to a value that is present, so that the term's mean over the training population is 0. */
  readonly offset: number;
  readonly missing: number;
}

/** One value a level. */
export interface LevelsTerm {
  readonly kind: "levels";
  readonly feature: string;
  readonly levels: readonly string[];
  readonly values: readonly number[];
  /** Standard error of each value, by grouped jackknife over the bags of the fit, where there were bags. */
  readonly errors?: readonly number[];
  /** Rare levels of the training data, and levels never seen in it. */
  readonly other: number;
  readonly missing: number;
}

/** A step function: `values[i]` for x < `cuts[i]`, the last value for x at or above all cuts (which ascend). */
export interface StepsTerm {
  readonly kind: "steps";
  readonly feature: string;
  readonly cuts: readonly number[];
  readonly values: readonly number[];
  /** Standard error of each value, by grouped jackknife over the bags of the fit, where there were bags. */
  readonly errors?: readonly number[];
  readonly missing: number;
}

/** One side of a pair: bins 0..n-1 of a number (by cuts) or of a category (by level), then `other` (categories), then missing. */
export type PairAxis =
  | { readonly kind: "steps"; readonly feature: string; readonly cuts: readonly number[] }
  | { readonly kind: "levels"; readonly feature: string; readonly levels: readonly string[] };

/** What two features add together beyond their sum: `values[binOfFirst * binCount(second) + binOfSecond]`. */
export interface PairTerm {
  readonly kind: "pair";
  readonly axes: readonly [PairAxis, PairAxis];
  readonly values: readonly number[];
}

export type Term = LinearTerm | LevelsTerm | StepsTerm | PairTerm;

export interface TrainedOn {
  readonly rows: number;
  readonly events: number;
  /** Sum of the rows' weights, and of the events' weights. */
  readonly weight: number;
  readonly eventWeight: number;
  /** First and last `as_of` of the training rows, when they have one. */
  readonly from?: string;
  readonly to?: string;
}

/** p = sigmoid(intercept + slope * log-odds). */
export interface Calibrator {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Additive in log-odds: intercept plus terms, each centred on the training population, so that a contribution says
 * "compared with the average customer".
 */
export interface AdditiveModel {
  readonly version: 1;
  readonly id: string;
  readonly kind: "logistic" | "additive";
  readonly intercept: number;
  readonly terms: readonly Term[];
  /** Left out when the log-odds are used as they are. */
  readonly calibrator?: Calibrator;
  readonly trainedOn: TrainedOn;
}

/** A binary tree, node by node; node 0 is the root. */
export interface Tree {
  /** Place of the split's axis among the model's axes; -1 for a leaf. */
  readonly axis: readonly number[];
  /** Numbers below the cut go left; of categories, the one bin (level, other or missing) does. */
  readonly cut: readonly number[];
  /** Whether a missing number goes left. */
  readonly missingLeft: readonly boolean[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Log-odds of a leaf; 0 elsewhere. */
  readonly value: readonly number[];
  /** Training weight that passed. */
  readonly cover: readonly number[];
}

/** Boosted trees: the intercept plus every tree's leaf. */
export interface TreesModel {
  readonly version: 1;
  readonly id: string;
  readonly kind: "trees";
  readonly intercept: number;
  /** The features; `cuts` are left empty, trees hold their own. */
  readonly axes: readonly PairAxis[];
  readonly trees: readonly Tree[];
  readonly calibrator?: Calibrator;
  readonly trainedOn: TrainedOn;
}

/** What one feature adds to a customer's log-odds. */
export interface Contribution {
  readonly feature: string;
  readonly logOdds: number;
}

/** The same for every row of a frame. */
export interface ContributionColumn {
  readonly feature: string;
  readonly values: Float64Array;
}

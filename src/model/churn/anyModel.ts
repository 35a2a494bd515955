import { contributions, logOdds, modelFeatures, probability } from "./additive.js";
import { contributionColumns, logOddsColumn } from "./columns.js";
import { treeContributionColumns } from "./shapColumns.js";
import { treeContributions, treesBase } from "./treeShap.js";
import { treesLogOdds, treesLogOddsColumn } from "./trees.js";
import type { AdditiveModel, Contribution, ContributionColumn, Frame, Row, TreesModel } from "./types.js";

/** A model of either family: whoever scores need not know which. */
export type ChurnModel = AdditiveModel | TreesModel;

/** Probability of ending within the horizon if not treated. */
export function churnProbability(model: ChurnModel, row: Row): number {
  return probability(model, model.kind === "trees" ? treesLogOdds(model, row) : logOdds(model, row));
}

/** Probability of every row of a frame. */
export function churnColumn(model: ChurnModel, frame: Frame): Float64Array {
  const values = model.kind === "trees" ? treesLogOddsColumn(model, frame) : logOddsColumn(model, frame);
  return values.map((value) => probability(model, value));
}

/** Features that the model reads. */
export function churnFeatures(model: ChurnModel): string[] {
  return model.kind === "trees" ? model.axes.map(({ feature }) => feature) : modelFeatures(model);
}

/**
 * What each feature adds to the log-odds of the published p, compared with the average customer: a calibrator stretches
 * every contribution alike, so that with `churnBase` they add to logit p.
 */
export function churnContributions(model: ChurnModel, row: Row): Contribution[] {
  const slope = model.calibrator?.slope ?? 1;
  const own = model.kind === "trees" ? treeContributions(model, row) : contributions(model, row);
  return own.map(({ feature, logOdds: value }) => ({ feature, logOdds: slope * value }));
}

/** The same for every row of a frame. */
export function churnContributionColumns(model: ChurnModel, frame: Frame): ContributionColumn[] {
  const slope = model.calibrator?.slope ?? 1;
  const own = model.kind === "trees" ? treeContributionColumns(model, frame) : contributionColumns(model, frame);
  return own.map(({ feature, values }) => ({ feature, values: values.map((value) => slope * value) }));
}

/** Log-odds of the average customer, on the scale of the published p. */
export function churnBase(model: ChurnModel): number {
  const { intercept, slope } = model.calibrator ?? { intercept: 0, slope: 1 };
  return intercept + slope * (model.kind === "trees" ? treesBase(model) : model.intercept);
}

import { predictColumn } from "../../src/model/churn/columns.js";
import { predictTreesColumn } from "../../src/model/churn/trees.js";
import type { AdditiveModel, Frame, TrainingSet } from "../../src/model/churn/types.js";
import type { Challenger } from "../../src/pageData.js";
import { evaluate, type Evaluation } from "./evaluate.js";
import { fitAdditive } from "./fitAdditive.js";
import { fitLogistic } from "./fitLogistic.js";
import { fitTrees } from "./fitTrees.js";
import { selectModel, type ModelKind } from "./selectModel.js";

/** Kinds that score: they are compiled to SQL and explain themselves by look-up. Trees are the ceiling they are held against. */
export type ScoringKind = "logistic" | "additive";

export interface FitContext {
  readonly seed: number;
  /** One key a row; rows of one customer are held out together. */
  readonly groups?: ArrayLike<string>;
}

export interface Challenge {
  readonly winner: ScoringKind;
  /** Of the winner, on the test rows. */
  readonly evaluation: Evaluation | undefined;
  readonly challengers: readonly Challenger[];
}

export async function fitScoring(
  kind: ScoringKind,
  set: TrainingSet,
  { seed, groups }: FitContext,
): Promise<AdditiveModel> {
  return kind === "logistic" ? fitLogistic(set) : (await fitAdditive(set, { seed, groups })).model;
}

/** Fits logistic regression, the additive model and plain trees, and holds them against each other on rows none has seen. */
export async function challenge(training: TrainingSet, test: TrainingSet, context: FitContext): Promise<Challenge> {
  const trees = (await fitTrees(training, context)).model;
  const predictors: Record<ModelKind, (frame: Frame) => Float64Array> = {
    logistic: predictorOf(await fitScoring("logistic", training, context)),
    additive: predictorOf(await fitScoring("additive", training, context)),
    trees: (frame) => predictTreesColumn(trees, frame),
  };
  return compare(
    (Object.keys(predictors) as ModelKind[]).map((kind) => ({ kind, p: predictors[kind](test.frame) })),
    test,
  );
}

/** Chooses among the kinds that score by paired log loss on the same rows; a tie goes to the additive model. */
export function compare(
  candidates: readonly { readonly kind: ModelKind; readonly p: Float64Array }[],
  { labels, weights }: Pick<TrainingSet, "labels" | "weights">,
): Challenge {
  const test = { y: labels, weights };
  const scoring = candidates.filter(({ kind }) => kind !== "trees");
  const winner = selectModel(scoring, test).winner as ScoringKind;
  const { comparisons } = selectModel(candidates, test);
  const evaluations = new Map(candidates.map(({ kind, p }) => [kind, evaluate({ p, ...test })]));
  const challengers = comparisons.flatMap(({ kind, logLoss, difference }): Challenger[] => {
    const found = evaluations.get(kind);
    if (!found) return [];
    const { value, low, high } = found.auc;
    return [
      {
        kind,
        auc: { value, low, high },
        logLoss,
        brier: found.brier,
        slope: found.calibration?.slope ?? null,
        difference,
      },
    ];
  });
  return { winner, evaluation: evaluations.get(winner), challengers };
}

function predictorOf(model: AdditiveModel): (frame: Frame) => Float64Array {
  return (frame) => predictColumn(model, frame);
}

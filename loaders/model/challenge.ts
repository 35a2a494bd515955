import type { AdditiveModel, TrainingSet } from "../../src/model/churn/types.js";
import type { Challenger } from "../../src/pageData.js";
import type { Compared } from "./compareModels.js";
import type { Evaluation } from "./evaluate.js";
import { fitModel, type FitOptions } from "./fitModel.js";

/** Kinds that score: they are compiled to SQL and explain themselves by look-up. Trees are the ceiling they are held against. */
export type ScoringKind = "logistic" | "additive";

export interface Challenge {
  readonly winner: ScoringKind;
  /** Of the winner, on rows that it has not seen. */
  readonly evaluation: Evaluation | undefined;
  readonly challengers: readonly Challenger[];
}

/** Who scores: the additive model, unless logistic regression is better beyond the paired interval. */
export function challenge({ comparisons, models }: Compared): Challenge {
  const winner = comparisons.some(({ kind, difference }) => kind === "logistic" && difference.high < 0)
    ? "logistic"
    : "additive";
  const challengers = comparisons.flatMap(({ kind, logLoss, difference }): Challenger[] => {
    const found = models.find((model) => model.kind === kind)?.evaluation;
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
  return { winner, evaluation: models.find(({ kind }) => kind === winner)?.evaluation, challengers };
}

/** Fits the kind that scores, at its production settings. */
export async function fitScoring(kind: ScoringKind, set: TrainingSet, options: FitOptions): Promise<AdditiveModel> {
  return (await fitModel(kind, set, options)).model as AdditiveModel;
}

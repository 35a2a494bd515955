import type { Challenger } from "../../src/pageData.js";
import type { Compared } from "./compareModels.js";
import type { Evaluation } from "./evaluate.js";
import type { ModelKind } from "./selectModel.js";

export interface Challenge {
  readonly winner: ModelKind;
  /** Of the winner, on rows that it has not seen. */
  readonly evaluation: Evaluation | undefined;
  readonly challengers: readonly Challenger[];
}

/** Who scores: the additive model, unless another is better beyond the paired interval of the log loss. */
export function challenge({ winner, comparisons, models }: Compared): Challenge {
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

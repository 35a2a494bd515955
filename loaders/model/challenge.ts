import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Challenger } from "../../src/pageData.js";
import type { Compared } from "./compareModels.js";
import type { Evaluation } from "./evaluate.js";
import type { ModelKind } from "./selectModel.js";

export interface Challenge {
  readonly winner: ModelKind;
  /** Of the winner, on rows that it has not seen. */
  readonly evaluation: Evaluation | undefined;
  readonly challengers: readonly Challenger[];
  /** p of every test row, by the winner. */
  readonly p: Float64Array;
  /** The winner as it was tested, where one fit was. */
  readonly model?: ChurnModel;
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
  const { evaluation, p, model } = models.find(({ kind }) => kind === winner)!;
  return { winner, evaluation, challengers, p, model };
}

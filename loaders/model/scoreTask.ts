import { churnColumn, churnContributionColumns, type ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Frame } from "../../src/model/churn/types.js";

/** Some rows of a frame, and what is asked of a model about them. */
export interface ScoreTask {
  readonly model: ChurnModel;
  readonly frame: Frame;
  readonly asked: "probability" | "contributions";
}

/** One column of probabilities, or one of contributions a feature. */
export function answerScoreTask({ model, frame, asked }: ScoreTask): Float64Array[] {
  if (asked === "probability") return [churnColumn(model, frame)];
  return churnContributionColumns(model, frame).map(({ values }) => values);
}

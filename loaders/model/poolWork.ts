import type { AdditiveModel, TrainingSet } from "../../src/model/churn/types.js";
import type { BagData, FittedPairs, FittedShapes } from "./additive/bag.js";
import { runBagTask, type BagProgress, type BagTask } from "./additive/bagTask.js";
import { fitLogistic, type LogisticOptions } from "./fitLogistic.js";
import { answerScoreTask, type ScoreTask } from "./scoreTask.js";
import { fitTreeBag, type TreeBag, type TreeBagData, type TreeProgress, type TreeTask } from "./trees/treeBag.js";

/** What threads can be asked for. */
export interface PoolWork {
  additive: { data: BagData; task: BagTask; answer: FittedShapes | FittedPairs; progress: BagProgress };
  trees: { data: TreeBagData; task: TreeTask; answer: TreeBag; progress: TreeProgress };
  logistic: { data: TrainingSet; task: LogisticOptions; answer: AdditiveModel; progress: never };
  score: { data: undefined; task: ScoreTask; answer: Float64Array[]; progress: never };
}

type Work = {
  readonly [Kind in keyof PoolWork]: (
    data: PoolWork[Kind]["data"],
    task: PoolWork[Kind]["task"],
    onProgress?: (progress: PoolWork[Kind]["progress"]) => void,
  ) => PoolWork[Kind]["answer"];
};

export const poolWork: Work = {
  additive: runBagTask,
  trees: fitTreeBag,
  logistic: fitLogistic,
  score: (_, task) => answerScoreTask(task),
};

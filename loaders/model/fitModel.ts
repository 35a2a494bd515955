import { churnColumn, type ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Frame, TrainingSet } from "../../src/model/churn/types.js";
import { fitAdditive } from "./fitAdditive.js";
import { fitTrees } from "./fitTrees.js";
import { isWorthThreads, openPool, threadCount } from "./pool.js";
import type { ModelKind } from "./selectModel.js";

export interface FitOptions {
  readonly id?: string;
  readonly seed?: number;
  /** One key a row; rows of one customer are held out together. */
  readonly groups?: ArrayLike<number | string>;
  readonly threads?: number;
  /** Share done of the fit, roughly, in words for a log. */
  readonly onProgress?: (text: string) => void;
}

export interface FittedModel {
  readonly kind: ModelKind;
  readonly model: ChurnModel;
  /** p of every row of a frame. */
  readonly predict: (frame: Frame) => Float64Array;
}

/** Fits one kind of churn model at its production settings. Throws when only one label occurs. */
export async function fitModel(
  kind: ModelKind,
  set: TrainingSet,
  { onProgress, ...options }: FitOptions = {},
): Promise<FittedModel> {
  if (kind === "trees") {
    const { model } = await fitTrees(set, {
      ...options,
      onProgress:
        onProgress && (({ bag, bags, trees }) => onProgress(`trees: bag ${bag + 1} of ${bags}, ${trees} trees`)),
    });
    return { kind, model, predict: (frame) => churnColumn(model, frame) };
  }
  const model =
    kind === "logistic"
      ? await logistic(set, options)
      : (
          await fitAdditive(set, {
            ...options,
            onProgress:
              onProgress &&
              (({ bag, bags, stage, round }) =>
                onProgress(`additive: ${stage}, bag ${bag + 1} of ${bags}, round ${round}`)),
          })
        ).model;
  return { kind, model, predict: (frame) => churnColumn(model, frame) };
}

/** Takes one thread, and leaves the caller's to whatever else there is. */
async function logistic(set: TrainingSet, { id, threads }: FitOptions): Promise<ChurnModel> {
  const pool = openPool("logistic", set, threads ?? (isWorthThreads(set) ? threadCount(2) : 1));
  const [model] = await pool.run([{ id }]).finally(() => pool.close());
  return model!;
}

import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import type { TrainingSet } from "../../src/model/churn/types.js";
import { crossValidate, type CrossValidateOptions, type FitPredictor } from "./crossValidate.js";
import { evaluate, type Evaluation } from "./evaluate.js";
import { fitModel, type FitOptions } from "./fitModel.js";
import { takeValues, weighedRows } from "./frames.js";
import { scoreFrame } from "./scoreFrame.js";
import { selectModel, type Candidate, type ModelKind, type Selection } from "./selectModel.js";

export const modelKinds: readonly ModelKind[] = ["additive", "trees", "logistic"];

export interface Compared extends Selection {
  readonly models: readonly {
    readonly kind: ModelKind;
    /** p of every test row. */
    readonly p: Float64Array;
    /** Undefined when everybody stayed, or left. */
    readonly evaluation?: Evaluation;
    /** What was tested, where one fit was. */
    readonly model?: ChurnModel;
  }[];
}

export interface CompareOptions extends FitOptions {
  readonly kinds?: readonly ModelKind[];
}

/** Out of time: every kind is fitted on the training rows and tested on rows of a later week. */
export async function compareOutOfTime(
  training: TrainingSet,
  test: TrainingSet,
  { kinds = modelKinds, ...options }: CompareOptions = {},
): Promise<Compared> {
  // side by side: while one has work for a single thread, another keeps the other cores
  const tested = await Promise.all(
    kinds.map(async (kind) => {
      const { model } = await fitModel(kind, training, options);
      const [p] = await scoreFrame(model, test.frame, "probability");
      return { kind, p: p!, model };
    }),
  );
  return compared(tested, test);
}

/** Out of fold, for data without time or with too little of it; rows of one group stay together. */
export async function compareOutOfFold(
  set: TrainingSet,
  options: CompareOptions & CrossValidateOptions = {},
): Promise<Compared> {
  const { kinds = modelKinds, groups, ...rest } = options;
  const tested = [];
  for (const kind of kinds) {
    const fit: FitPredictor = async (training, rows) => {
      const own = groups && Array.from(rows, (row) => groups[row]!);
      return (await fitModel(kind, training, { ...rest, groups: own })).predict;
    };
    const { p } = await crossValidate(set, fit, options);
    tested.push({ kind, p });
  }
  return compared(tested, set, groups);
}

/** Holds kinds against each other on the same rows; rows of weight 0 are left out. */
export function compared(
  tested: readonly (Candidate & { readonly p: Float64Array; readonly model?: ChurnModel })[],
  { labels, weights }: Pick<TrainingSet, "labels" | "weights">,
  groups?: ArrayLike<number | string>,
): Compared {
  const rows = weighedRows(labels.length, weights);
  const selection = selectModel(
    tested.map(({ kind, p }) => ({ kind, p: takeValues(p, rows) })),
    { y: takeValues(labels, rows), weights: weights && takeValues(weights, rows) },
    groups && Array.from(rows, (row) => groups[row]!),
  );
  return {
    ...selection,
    models: tested.map(({ kind, p, model }) => ({
      ...{ kind, p, model },
      evaluation: evaluate({ p, y: labels, weights }, groups),
    })),
  };
}

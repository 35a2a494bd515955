import type { PairAxis, TrainingSet, TreesModel } from "../../src/model/churn/types.js";
import { binFrame, chooseAxes, type BinnedFrame, type BinOptions } from "./binFrame.js";
import { stratifiedFolds } from "./folds.js";
import { calibrateBags } from "./calibrateBags.js";
import { describeTraining } from "./frames.js";
import { gzippedBytes, mostModelBytes, smallEnough } from "./modelSize.js";
import { isWorthThreads, openPool, threadCount } from "./pool.js";
import { sharedBytes, sharedDoubles } from "./shared.js";
import { assembleTrees } from "./trees/assembleTrees.js";
import type { TreeBag, TreeBagData } from "./trees/treeBag.js";

export interface TreesOptions extends BinOptions {
  readonly id?: string;
  readonly seed?: number;
  /**
   * Boosted ensembles, each holding out its own part of the rows to know when to stop; the model is their mean, or that of
   * as many as a page can load.
   */
  readonly bags?: number;
  readonly maxDepth?: number;
  readonly learningRate?: number;
  readonly maxTrees?: number;
  /** One key a row; rows of one customer are held out together. */
  readonly groups?: ArrayLike<number | string>;
  /** Worker threads; 1 fits in this one. Default: as many as cores when the data are large. */
  readonly threads?: number;
  readonly onProgress?: (progress: {
    readonly bag: number;
    readonly bags: number;
    readonly trees: number;
    readonly heldLoss: number;
  }) => void;
}

export interface TreesFit {
  readonly model: TreesModel;
  /** Log-odds of every row by the bag that held it out; NaN where no bag did. */
  readonly outOfBag: Float64Array;
  /** Of each bag that the model holds. */
  readonly trees: readonly number[];
}

/**
 * Gradient-boosted trees on histograms: the ceiling that the additive model is held against. Same promises: the same
 * data, options and seed give the same model, whatever the number of threads. Throws when only one label occurs.
 */
export async function fitTrees(set: TrainingSet, options: TreesOptions = {}): Promise<TreesFit> {
  const trainedOn = describeTraining(set);
  const isLarge = set.frame.rows > 50_000;
  const { id = "trees", seed = 1, bags = isLarge ? 4 : 8, onProgress } = options;
  if (!(Number.isInteger(bags) && bags >= 1 && bags <= 64))
    throw new RangeError(`invalid number of bags; not an integer in [1, 64]: ${bags}`);
  const binned = binFrame(set.frame, chooseAxes(set.frame, options));
  const data = prepare(set, binned, options, bags, isLarge);
  const threads = options.threads ?? (isWorthThreads(set) ? threadCount(bags) : 1);
  const pool = openPool("trees", data, threads);
  try {
    const tasks = Array.from({ length: bags }, (_, fold) => ({ fold, seed: seed * 1000 + fold }));
    const fits = await pool.run(tasks, onProgress && ((bag, progress) => onProgress({ ...progress, bag, bags })));
    const { fits: kept, assembled } = assembleFitting(fits, binned.axes);
    const { outOfBag, calibrator } = calibrateBags(kept, set, seed);
    return {
      model: smallEnough({ version: 1, id, kind: "trees", ...assembled, calibrator, trainedOn }),
      outOfBag,
      trees: kept.map(({ trees }) => trees.length),
    };
  } finally {
    pool.close();
  }
}

/** The mean of as many bags as a page can load. A bag left out costs some variance, where fewer trees of each would leave things unlearnt. */
function assembleFitting(
  fits: readonly TreeBag[],
  axes: readonly PairAxis[],
): { fits: readonly TreeBag[]; assembled: ReturnType<typeof assembleTrees> } {
  const assembled = assembleTrees(fits, axes);
  // the rest of a model is shorter than 1,000 bytes
  return fits.length === 1 || gzippedBytes(assembled) <= mostModelBytes - 1000
    ? { fits, assembled }
    : assembleFitting(fits.slice(0, -1), axes);
}

function prepare(
  set: TrainingSet,
  binned: BinnedFrame,
  options: TreesOptions,
  bags: number,
  isLarge: boolean,
): TreeBagData {
  const { rows, counts, bins } = binned;
  const width = counts.length;
  const offsets = counts.map((_, f) => counts.slice(0, f).reduce((sum, count) => sum + count, 0));
  const widest = Math.max(...counts);
  if (widest > 256)
    throw new RangeError(`too many bins of a feature for trees; at most 256, missing included: ${widest}`);
  const sideBySide = new Uint8Array(new SharedArrayBuffer(rows * width));
  bins.forEach((own, f) => {
    for (let i = 0; i < rows; i++) sideBySide[i * width + f] = own[i]!;
  });
  const folds = stratifiedFolds(set.labels, Math.max(bags, 4), options.seed ?? 1, options.groups);
  return {
    rows,
    width,
    bins: sideBySide,
    columns: bins,
    offsets,
    counts,
    isOrdered: binned.axes.map(({ kind }) => kind === "steps"),
    labels: sharedBytes(rows, (i) => set.labels[i]!),
    weights: sharedDoubles(rows, (i) => (set.weights ? set.weights[i]! : 1)),
    folds: sharedBytes(rows, (i) => folds[i]!),
    options: {
      maxDepth: options.maxDepth ?? 4,
      learningRate: options.learningRate ?? 0.2,
      maxTrees: options.maxTrees ?? 400,
      patience: 25,
      rowShare: isLarge ? 0.5 : 0.8,
      featureShare: 0.8,
      lambda: 1,
      minHessian: 1,
    },
  };
}

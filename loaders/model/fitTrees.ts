import type { TrainingSet, TreesModel } from "../../src/model/churn/types.js";
import { binFrame, chooseAxes, type BinnedFrame, type BinOptions } from "./binFrame.js";
import { stratifiedFolds } from "./folds.js";
import { calibrateBags } from "./calibrateBags.js";
import { describeTraining } from "./frames.js";
import { localPool, openPool, threadCount } from "./pool.js";
import { sharedBytes, sharedDoubles } from "./shared.js";
import { assembleTrees } from "./trees/assembleTrees.js";
import { fitTreeBag, type TreeBag, type TreeBagData, type TreeTask } from "./trees/treeBag.js";

export interface TreesOptions extends BinOptions {
  readonly id?: string;
  readonly seed?: number;
  /** Boosted ensembles, each holding out its own part of the rows to know when to stop; the model is their mean. */
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
  const threads = options.threads ?? (set.frame.rows * data.width > 300_000 ? threadCount(bags) : 1);
  const pool =
    threads > 1
      ? openPool<TreeTask, TreeBag>(new URL("./trees/treeWorker.ts", import.meta.url), data, threads)
      : localPool<TreeTask, TreeBag>((task, tell) =>
          fitTreeBag(data, task, (trees, heldLoss) => tell({ trees, heldLoss })),
        );
  try {
    const tasks = Array.from({ length: bags }, (_, fold) => ({ fold, seed: seed * 1000 + fold }));
    const fits = await pool.run(
      tasks,
      onProgress &&
        ((bag, progress) => onProgress({ ...(progress as { trees: number; heldLoss: number }), bag, bags })),
    );
    const { outOfBag, calibrator } = calibrateBags(fits, set, seed);
    return {
      model: { version: 1, id, kind: "trees", ...assembleTrees(fits, binned.axes), calibrator, trainedOn },
      outOfBag,
      trees: fits.map(({ trees }) => trees.length),
    };
  } finally {
    await pool.close();
  }
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

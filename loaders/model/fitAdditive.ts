import type { AdditiveModel, PairAxis, TrainingSet } from "../../src/model/churn/types.js";
import { assemble, binWeights } from "./additive/assemble.js";
import type { BagData, FittedPairs, FittedShapes } from "./additive/bag.js";
import type { BagProgress } from "./additive/bagTask.js";
import { coarsen } from "./additive/pairAxis.js";
import { binFrame, chooseAxes, type BinOptions } from "./binFrame.js";
import { stratifiedFolds } from "./folds.js";
import { calibrateBags } from "./calibrateBags.js";
import { describeTraining } from "./frames.js";
import { smallEnough } from "./modelSize.js";
import { isWorthThreads, openPool, threadCount } from "./pool.js";
import { sharedBytes, sharedDoubles } from "./shared.js";

export interface AdditiveOptions extends BinOptions {
  readonly id?: string;
  readonly seed?: number;
  /** Fits, each holding out its own part of the rows to know when to stop; the model is their mean. */
  readonly bags?: number;
  /** Pair tables at most. */
  readonly pairs?: number;
  /** Bins of a pair's side. */
  readonly pairBins?: number;
  readonly learningRate?: number;
  readonly maxRounds?: number;
  readonly patience?: number;
  /** 1: risk never falls with the feature, -1: never rises. Such features enter no pair. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
  /** One key a row; rows of one customer are held out together. */
  readonly groups?: ArrayLike<number | string>;
  /** Worker threads; 1 fits in this one. Default: as many as cores when the data are large. */
  readonly threads?: number;
  readonly onProgress?: (progress: BagProgress & { readonly bag: number; readonly bags: number }) => void;
}

export interface AdditiveFit {
  readonly model: AdditiveModel;
  /** Log-odds of every row by the bag that held it out; NaN where no bag did. */
  readonly outOfBag: Float64Array;
  readonly rounds: { readonly shapes: readonly number[]; readonly pairs: readonly number[] };
}

/**
 * Additive boosted model: one step function a feature and about ten pair tables, in log-odds, fitted by cyclic boosting
 * of small steps with held-out early stopping, averaged over bags (after Lou, Caruana, Gehrke and Hooker, 2013).
 * The same data, options and seed give the same model, whatever the number of threads.
 * Throws when only one label occurs.
 */
export async function fitAdditive(set: TrainingSet, options: AdditiveOptions = {}): Promise<AdditiveFit> {
  const trainedOn = describeTraining(set);
  const isLarge = set.frame.rows > 20_000;
  const { id = "additive", bags = isLarge ? 4 : 8, pairs = 10, onProgress } = options;
  if (!(Number.isInteger(bags) && bags >= 1 && bags <= 64))
    throw new RangeError(`invalid number of bags; not an integer in [1, 64]: ${bags}`);
  const { data, binned, coarse } = prepare(set, options, bags, isLarge);
  const threads = options.threads ?? (isWorthThreads(set) ? threadCount(bags) : 1);
  const pool = openPool("additive", data, threads);
  try {
    const tell = onProgress && ((bag: number, progress: BagProgress) => onProgress({ ...progress, bag, bags }));
    const folds = Array.from({ length: bags }, (_, bag) => bag);
    const candidates = pairs > 0 ? candidatePairs(data) : [];
    const shapes = (await pool.run(
      folds.map((fold) => ({ stage: "shapes", fold, candidates })),
      tell,
    )) as FittedShapes[];
    const best = bestPairs(shapes, pairs);
    const pairsOf = (places: readonly number[]): [number, number][] => places.map((place) => candidates[place]!);
    const chosen = pairsOf(best);
    const tables = (await pool.run(
      folds.map((fold) => ({
        ...{ stage: "pairs", fold, fitted: shapes[fold]! },
        pairs: { own: pairsOf(inOrderOf(best, bestPairs([shapes[fold]!], pairs))), chosen },
      })),
      tell,
    )) as FittedPairs[];
    const assembled = assemble({
      id,
      binned,
      coarse,
      labels: data.labels,
      weights: data.weights,
      shapes,
      parts: partsOf(bags),
      pairs: tables,
      chosen,
      trainedOn,
    });
    const { outOfBag, calibrator } = calibrateBags(tables, set, options.seed);
    return {
      model: smallEnough({ ...assembled, calibrator }),
      outOfBag,
      rounds: { shapes: shapes.map((fit) => fit.shapes.rounds), pairs: tables.map((fit) => fit.pairs.rounds) },
    };
  } finally {
    pool.close();
  }
}

function prepare(set: TrainingSet, options: AdditiveOptions, bags: number, isLarge: boolean) {
  const {
    seed = 1,
    learningRate = isLarge ? 0.15 : 0.05,
    maxRounds = isLarge ? 200 : 500,
    patience = isLarge ? 10 : 30,
    pairBins = 24,
    monotone = {},
    groups,
  } = options;
  const binned = binFrame(set.frame, chooseAxes(set.frame, options));
  const weights = sharedDoubles(set.frame.rows, (i) => (set.weights ? set.weights[i]! : 1));
  const coarse = binned.axes.map((axis, f) =>
    coarsen(axis, binWeights(binned.bins[f]!, binned.counts[f]!, weights), pairBins),
  );
  const folds = stratifiedFolds(set.labels, partsOf(bags), seed, groups);
  const data: BagData = {
    rows: set.frame.rows,
    counts: binned.counts,
    isOrdered: binned.axes.map(({ kind }) => kind === "steps"),
    directions: binned.axes.map((axis) => directionOf(axis, monotone)),
    bins: binned.bins,
    coarseCounts: coarse.map(({ axis }) => (axis.kind === "steps" ? axis.cuts : axis.levels).length + 2),
    coarseOfBin: coarse.map(({ ofBin }) => ofBin),
    labels: sharedBytes(set.frame.rows, (i) => set.labels[i]!),
    weights,
    folds: sharedBytes(set.frame.rows, (i) => folds[i]!),
    options: {
      learningRate,
      pairLearningRate: isLarge ? 2 * learningRate : learningRate,
      maxRounds,
      patience,
      lambda: 1,
      minHessian: 1,
      levelRidge: 2,
    },
  };
  return { data, binned, coarse };
}

/** With fewer bags than four, each still holds out a quarter only. */
function partsOf(bags: number): number {
  return Math.max(bags, 4);
}

function directionOf(axis: PairAxis, monotone: Readonly<Record<string, 1 | -1>>): -1 | 0 | 1 {
  const direction = Object.hasOwn(monotone, axis.feature) ? monotone[axis.feature]! : 0;
  if (direction !== 0 && axis.kind !== "steps")
    throw new RangeError(`only a number can be monotone; a category is: ${axis.feature}`);
  return direction;
}

function candidatePairs({ counts, directions }: BagData): [number, number][] {
  // a feature of one bin (and missing) has nothing to interact with
  const free = directions.flatMap((direction, f) => (direction === 0 && counts[f]! > 2 ? [f] : []));
  return free.flatMap((a, i) => free.slice(i + 1).map((b): [number, number] => [a, b]));
}

/** Places of the candidates that explain most of what these bags' shapes leave over, the best first. */
function bestPairs(shapes: readonly FittedShapes[], count: number): number[] {
  const gains = shapes[0]!.pairGains.map((_, c) => shapes.reduce((sum, { pairGains }) => sum + pairGains[c]!, 0));
  return Array.from(gains.keys())
    .sort((a, b) => gains[b]! - gains[a]! || a - b)
    .slice(0, count)
    .filter((c) => gains[c]! > 0);
}

/** Those that are among `first` in its order, then the others. */
function inOrderOf(first: readonly number[], places: readonly number[]): number[] {
  return [...first.filter((place) => places.includes(place)), ...places.filter((place) => !first.includes(place))];
}

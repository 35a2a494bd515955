import { checkPredictions, type Interval, type Predictions } from "../../src/model/stats/predictions.js";
import { logLoss } from "../../src/model/stats/logLoss.js";

export type ModelKind = "logistic" | "additive" | "trees";

/** A model's probabilities of the test rows, which it has not seen. */
export interface Candidate {
  readonly kind: ModelKind;
  readonly p: ArrayLike<number>;
}

export interface Comparison {
  readonly kind: ModelKind;
  readonly logLoss: number;
  /** Log loss less the preferred model's, with its 95 % interval: below 0 is better. */
  readonly difference: Interval;
}

export interface Selection {
  readonly winner: ModelKind;
  readonly comparisons: readonly Comparison[];
}

/**
 * The model of least log loss on the test rows; the additive one (else the first) unless another is better beyond the
 * paired interval, because only it explains itself by look-up. Throws without candidates.
 *
 * @param clusters one key a row when a customer has several rows
 */
export function selectModel(
  candidates: readonly Candidate[],
  test: Omit<Predictions, "p">,
  clusters?: ArrayLike<number | string>,
): Selection {
  const preferred = candidates.find(({ kind }) => kind === "additive") ?? candidates[0];
  if (!preferred) throw new RangeError(`invalid candidates; at least one needed: ${candidates.length}`);
  const comparisons = candidates.map(({ kind, p }) => ({
    kind,
    logLoss: logLoss({ ...test, p }) ?? NaN,
    difference: logLossDifference({ ...test, p: preferred.p, challenger: p }, clusters),
  }));
  const better = comparisons.filter(({ difference }) => difference.high < 0).sort((a, b) => a.logLoss - b.logLoss);
  return { winner: better[0]?.kind ?? preferred.kind, comparisons };
}

/**
 * How much higher the challenger's log loss is on the same rows, with the paired 95 % interval (rows of a cluster added
 * up first). The same comparison tells whether a retrained model may replace the old one.
 */
export function logLossDifference(
  predictions: Predictions & { readonly challenger: ArrayLike<number> },
  clusters?: ArrayLike<number | string>,
): Interval {
  const { p, challenger, y, weights } = predictions;
  checkPredictions(predictions);
  checkPredictions({ ...predictions, p: challenger });
  const differences = new Float64Array(p.length);
  let [total, sum] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const weight = weights ? weights[i]! : 1;
    differences[i] = lossOf(challenger[i]!, y[i]!) - lossOf(p[i]!, y[i]!);
    total += weight;
    sum += weight * differences[i]!;
  }
  const value = sum / total;
  const influences = differences.map((difference, i) => ((weights ? weights[i]! : 1) * (difference - value)) / total);
  const independent = clusters ? sumsByCluster(influences, clusters) : influences;
  const variance = independent.reduce((own, influence) => own + influence * influence, 0);
  const reach = 1.959963984540054 * Math.sqrt((variance * independent.length) / (independent.length - 1));
  return { value, low: value - reach, high: value + reach };
}

function sumsByCluster(values: Float64Array, clusters: ArrayLike<number | string>): Float64Array {
  const sums = new Map<number | string, number>();
  for (let i = 0; i < values.length; i++) sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + values[i]!);
  return Float64Array.from(sums.values());
}

function lossOf(p: number, y: number): number {
  return -Math.log(Math.min(1 - 1e-15, Math.max(1e-15, y === 1 ? p : 1 - p)));
}

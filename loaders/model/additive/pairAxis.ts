import type { PairAxis } from "../../../src/model/churn/types.js";

/** A coarser axis for pair tables, and the coarse bin of each fine one. Its cuts are some of the fine axis's cuts. */
export interface CoarseAxis {
  readonly axis: PairAxis;
  readonly ofBin: Uint16Array;
}

/** Merges bins until at most `maxBins` of about equal weight are left; of levels, keeps the heaviest. */
export function coarsen(axis: PairAxis, binWeights: ArrayLike<number>, maxBins: number): CoarseAxis {
  return axis.kind === "steps" ? coarseSteps(axis, binWeights, maxBins) : coarseLevels(axis, binWeights, maxBins);
}

function coarseSteps(
  { feature, cuts }: Extract<PairAxis, { kind: "steps" }>,
  binWeights: ArrayLike<number>,
  maxBins: number,
): CoarseAxis {
  const ofBin = new Uint16Array(cuts.length + 2);
  const kept: number[] = [];
  let left = Array.from({ length: cuts.length + 1 }, (_, bin) => binWeights[bin]!).reduce(
    (sum, weight) => sum + weight,
    0,
  );
  let current = 0;
  cuts.forEach((cut, bin) => {
    current += binWeights[bin]!;
    if (cuts.length < maxBins || (kept.length < maxBins - 1 && current >= left / (maxBins - kept.length))) {
      kept.push(cut);
      left -= current;
      current = 0;
    }
    ofBin[bin + 1] = kept.length;
  });
  ofBin[cuts.length + 1] = kept.length + 1;
  return { axis: { kind: "steps", feature, cuts: kept }, ofBin };
}

function coarseLevels(
  { feature, levels }: Extract<PairAxis, { kind: "levels" }>,
  binWeights: ArrayLike<number>,
  maxBins: number,
): CoarseAxis {
  const heaviest = levels.map((_, bin) => bin).sort((a, b) => binWeights[b]! - binWeights[a]! || a - b);
  const kept = heaviest.slice(0, maxBins).sort((a, b) => a - b);
  const ofBin = new Uint16Array(levels.length + 2).fill(kept.length);
  kept.forEach((bin, place) => (ofBin[bin] = place));
  ofBin[levels.length + 1] = kept.length + 1;
  return { axis: { kind: "levels", feature, levels: kept.map((bin) => levels[bin]!) }, ofBin };
}

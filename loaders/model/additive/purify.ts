/** A pair table beside the shapes it may hand its marginal effects to. */
export interface PurePair {
  readonly first: number;
  readonly second: number;
  /** Row-major, coarse bins of `first` by coarse bins of `second`; changed in place. */
  readonly table: Float64Array;
  /** Training weight of each cell. */
  readonly weights: Float64Array;
  /** Coarse bin of each fine bin of either feature. */
  readonly ofFirst: ArrayLike<number>;
  readonly ofSecond: ArrayLike<number>;
  readonly width: number;
}

/**
 * Moves what a pair says about one feature alone into that feature's shape (functional ANOVA by weighted centring), so
 * that every row and column of a pair averages 0. The sum of the model does not change. Rows of bins that the training
 * data never showed become 0: nothing is known about them.
 */
export function purify(shapes: readonly Float64Array[], pair: PurePair): void {
  const { table, weights, width, ofFirst, ofSecond } = pair;
  const rows = table.length / width;
  const alongRows = { outer: rows, inner: width, outerStride: width, innerStride: 1 };
  const alongColumns = { outer: width, inner: rows, outerStride: 1, innerStride: width };
  for (let pass = 0; pass < 200; pass++) {
    const moved = Math.max(
      center(table, weights, alongRows, shapes[pair.first]!, ofFirst),
      center(table, weights, alongColumns, shapes[pair.second]!, ofSecond),
    );
    if (moved < 1e-13) break;
  }
}

interface Walk {
  readonly outer: number;
  readonly inner: number;
  readonly outerStride: number;
  readonly innerStride: number;
}

function center(
  table: Float64Array,
  weights: Float64Array,
  { outer, inner, outerStride, innerStride }: Walk,
  shape: Float64Array,
  ofBin: ArrayLike<number>,
): number {
  const means = new Float64Array(outer);
  for (let o = 0; o < outer; o++) {
    let [sum, weight] = [0, 0];
    for (let i = 0; i < inner; i++) {
      const cell = o * outerStride + i * innerStride;
      sum += weights[cell]! * table[cell]!;
      weight += weights[cell]!;
    }
    means[o] = weight > 0 ? sum / weight : 0;
    for (let i = 0; i < inner; i++) {
      const cell = o * outerStride + i * innerStride;
      table[cell] = weight > 0 ? table[cell]! - means[o]! : 0;
    }
  }
  for (let bin = 0; bin < shape.length; bin++) shape[bin] = shape[bin]! + means[ofBin[bin]!]!;
  return means.reduce((most, mean) => Math.max(most, Math.abs(mean)), 0);
}

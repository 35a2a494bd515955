/**
 * A row's gradient and Hessian as one double, so that a histogram adds both at once: G * 2^26 + H, both integers. Sums and
 * differences are exact below 2^52, hence the same in whatever order rows come.
 */
export interface PackedRows {
  /** By row; only rows drawn for the tree have a value. */
  readonly packed: Float64Array;
  /** What an integer step of either part is worth. */
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

const half = 2 ** 26;

/**
 * Packs the derivatives of the rows drawn. Each part is rounded to a power of two so fine that no sum can reach 2^26, up or
 * down by turns (golden ratio), which leaves sums without bias.
 * @param gradients, hessians by row; Hessians are not negative
 */
export function packRows(
  drawn: Int32Array,
  gradients: Float64Array,
  hessians: Float64Array,
  packed: Float64Array,
): PackedRows {
  let [gradient, hessian] = [0, 0];
  for (let d = 0; d < drawn.length; d++) {
    gradient += Math.abs(gradients[drawn[d]!]!);
    hessian += hessians[drawn[d]!]!;
  }
  const [gradientUnit, hessianUnit] = [unitOf(gradient, drawn.length), unitOf(hessian, drawn.length)];
  let turn = 0;
  for (let d = 0; d < drawn.length; d++) {
    const row = drawn[d]!;
    turn += 0.6180339887498949;
    if (turn >= 1) turn--;
    packed[row] =
      Math.floor(gradients[row]! / gradientUnit + turn) * half + Math.floor(hessians[row]! / hessianUnit + turn);
  }
  return { packed, gradientUnit, hessianUnit };
}

/** The power of two at which `rows` rounded values of this sum stay below 2^26. */
function unitOf(sum: number, rows: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(sum, 1e-300) / (half - rows - 1)));
}

/** The gradient part of a packed sum, in units. */
export function gradientOf(sum: number): number {
  return Math.floor(sum / half);
}

/** The Hessian part of a packed sum, in units. */
export function hessianOf(sum: number): number {
  return sum - Math.floor(sum / half) * half;
}

/**
 * The p-quantile by linear interpolation between order statistics (R's type 7, NumPy's default), by quickselect: no full
 * sort. The input is not changed.
 *
 * @returns undefined for an empty input
 * @throws if p is outside [0, 1]
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(values: ArrayLike<number>, p: number): number | undefined {
  return quantiles(values, [p])?.[0];
}

/** Several quantiles of one sample; the copy and most of the partitioning are shared. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] | undefined {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new Error(`invalid p; not in [0, 1]: ${p}`);
  if (values.length === 0) return undefined;
  const copy = Float64Array.from(values);
  return ps.map((p) => interpolate(copy, p));
}

function interpolate(values: Float64Array, p: number): number {
  const position = p * (values.length - 1);
  const index = Math.floor(position);
  const lower = select(values, index);
  if (position === index) return lower;
  let upper = Infinity;
  for (let i = index + 1; i < values.length; i++) if (values[i]! < upper) upper = values[i]!;
  return lower + (position - index) * (upper - lower);
}

/** Hoare's selection with a median-of-three pivot: afterwards everything before index is not larger, everything after not smaller. */
function select(values: Float64Array, index: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (index <= j) right = j;
    else if (index >= i) left = i;
    else break;
  }
  return values[index]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

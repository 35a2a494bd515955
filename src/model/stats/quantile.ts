import { bucketOrderStatistics } from "./bucketQuantiles.js";

/**
 * The p-quantile by linear interpolation between order statistics (R's type 7, NumPy's default), by selection: no full
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
  return (values.length >= bucketsPayFrom ? fromBuckets(values, ps) : undefined) ?? fromSelection(values, ps);
}

/** A shorter sample is selected from faster than it is counted. */
const bucketsPayFrom = 2_000;

function fromBuckets(values: ArrayLike<number>, ps: readonly number[]): number[] | undefined {
  const last = values.length - 1;
  const ranks = ps.flatMap((p) => [Math.floor(p * last), Math.ceil(p * last)]);
  const ascending = [...new Set(ranks)].sort((a, b) => a - b);
  const found = bucketOrderStatistics(values, ascending);
  if (!found) return undefined;
  const at = (rank: number): number => found[ascending.indexOf(rank)]!;
  return ps.map((p) => {
    const [position, lower] = [p * last, at(Math.floor(p * last))];
    return lower + (position - Math.floor(position)) * (at(Math.ceil(position)) - lower);
  });
}

function fromSelection(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const copy = Float64Array.from(values);
  const found = new Map<number, number>();
  let settled = -1;
  for (const p of [...ps].sort((a, b) => a - b)) {
    found.set(p, interpolate(copy, p, settled + 1));
    settled = Math.floor(p * (copy.length - 1));
  }
  return ps.map((p) => found.get(p)!);
}

/** @param from everything before it is in its place and not larger than the rest */
function interpolate(values: Float64Array, p: number, from: number): number {
  const position = p * (values.length - 1);
  const index = Math.floor(position);
  const lower = index < from ? values[index]! : select(values, index, from);
  if (position === index) return lower;
  let upper = Infinity;
  for (let i = index + 1; i < values.length; i++) if (values[i]! < upper) upper = values[i]!;
  return lower + (position - index) * (upper - lower);
}

/**
 * Selection by Floyd and Rivest (1975): afterwards everything before index is not larger, everything after not smaller.
 * A sample brackets the wanted element first, so that a long input is passed about once and a half.
 */
function select(values: Float64Array, index: number, from = 0, to = values.length - 1): number {
  let [left, right] = [from, to];
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const rank = index - left + 1;
      const log = Math.log(n);
      const size = 0.5 * Math.exp((2 * log) / 3);
      const shift = 0.5 * Math.sqrt((log * size * (n - size)) / n) * Math.sign(rank - n / 2);
      const low = Math.max(left, Math.floor(index - (rank * size) / n + shift));
      const high = Math.min(right, Math.floor(index + ((n - rank) * size) / n + shift));
      select(values, index, low, high);
    }
    const last = partition(values, index, left, right);
    if (last <= index) left = last + 1;
    if (index <= last) right = last - 1;
  }
  return values[index]!;
}

/** Parts values around the one at `index`. @returns where it ends up */
function partition(values: Float64Array, index: number, left: number, right: number): number {
  const pivot = values[index]!;
  let i = left;
  let j = right;
  swap(values, left, index);
  if (values[right]! > pivot) swap(values, left, right);
  while (i < j) {
    swap(values, i++, j--);
    while (values[i]! < pivot) i++;
    while (values[j]! > pivot) j--;
  }
  if (values[left] === pivot) swap(values, left, j);
  else swap(values, ++j, right);
  return j;
}

function swap(values: Float64Array, i: number, j: number): void {
  const held = values[i]!;
  values[i] = values[j]!;
  values[j] = held;
}

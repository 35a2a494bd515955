/** Enough that a bucket of a smooth sample holds few values, few enough that the counts stay in the cache. */
const buckets = 2048;
const counts = new Uint32Array(buckets);
/** Room of a wanted bucket, from 1; 0 is not wanted. */
const rooms = new Uint8Array(buckets);

/**
 * Order statistics of a long sample without sorting it: values are counted into equal buckets, and only the buckets that
 * hold a wanted rank are sorted. Exact, and hardly dearer for several ranks than for one.
 *
 * @param ranks ascending, 0 is the smallest; at most 200 of them
 * @returns undefined where buckets do not help: a range that is not finite, or most values in the wanted buckets
 */
export function bucketOrderStatistics(values: ArrayLike<number>, ranks: readonly number[]): number[] | undefined {
  const [low, high] = extent(values);
  if (low === high) return ranks.map(() => low);
  const scale = (buckets - 1) / (high - low);
  if (!(scale > 0 && scale < Infinity)) return undefined;
  counts.fill(0);
  for (let i = 0; i < values.length; i++) counts[((values[i]! - low) * scale) | 0]!++;
  const wanted = locate(ranks);
  if (wanted.reduce((sum, { size }) => sum + size, 0) > values.length / 4) return undefined;
  collect(values, low, scale, wanted);
  return ranks.map((rank) => {
    const { start, held } = wanted.find((bucket) => rank < bucket.start + bucket.size)!;
    return held[rank - start]!;
  });
}

interface Bucket {
  readonly index: number;
  /** Rank of its smallest value. */
  readonly start: number;
  readonly size: number;
  readonly held: Float64Array;
}

function extent(values: ArrayLike<number>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The buckets that hold the ranks, in order. */
function locate(ranks: readonly number[]): Bucket[] {
  const found: Bucket[] = [];
  let [index, start] = [0, 0];
  for (const rank of ranks) {
    while (rank >= start + counts[index]!) start += counts[index++]!;
    if (found.at(-1)?.index !== index) {
      found.push({ index, start, size: counts[index]!, held: new Float64Array(counts[index]!) });
    }
  }
  return found;
}

function collect(values: ArrayLike<number>, low: number, scale: number, wanted: readonly Bucket[]): void {
  wanted.forEach(({ index }, i) => (rooms[index] = i + 1));
  const filled = new Uint32Array(wanted.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const room = rooms[((value - low) * scale) | 0]!;
    if (room > 0) wanted[room - 1]!.held[filled[room - 1]!++] = value;
  }
  for (const { index, held } of wanted) {
    rooms[index] = 0;
    held.sort();
  }
}

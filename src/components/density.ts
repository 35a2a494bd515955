export interface DensityPoint {
  readonly x: number;
  readonly y: number;
}

/** A smoothed histogram of draws over a domain, as points of a curve; the highest is 1. */
export function density(draws: ArrayLike<number>, [low, high]: readonly [number, number], bins = 48): DensityPoint[] {
  const counts = new Float64Array(bins);
  const step = (high - low) / bins;
  for (let i = 0; i < draws.length; i++) {
    const bin = Math.floor((draws[i]! - low) / step);
    if (bin >= 0 && bin < bins) counts[bin]! += 1;
  }
  const smooth = Array.from(
    counts,
    (count, i) => 0.25 * (counts[i - 1] ?? 0) + 0.5 * count + 0.25 * (counts[i + 1] ?? 0),
  );
  const most = Math.max(...smooth) || 1;
  return smooth.map((y, i) => ({ x: low + (i + 0.5) * step, y: y / most }));
}

/** Height of the curve at x, straight between its points. */
export function heightAt(curve: readonly DensityPoint[], x: number): number {
  const next = curve.findIndex((point) => point.x >= x);
  if (next <= 0) return curve[Math.max(0, next)]?.y ?? 0;
  const [a, b] = [curve[next - 1]!, curve[next]!];
  return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

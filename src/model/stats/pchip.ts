/**
 * Monotone piecewise cubic interpolation (Fritsch and Butland, 1984), the same as SciPy's `PchipInterpolator`: passes
 * through every point and never overshoots between two of them.
 *
 * @param xs at least two, strictly increasing
 * @returns the interpolant; NaN outside [xs[0], xs[last]]
 * @throws if lengths differ, there are fewer than two points, or xs do not increase
 */
export function pchip(xs: readonly number[], ys: readonly number[]): (x: number) => number {
  check(xs, ys);
  const widths = xs.slice(1).map((x, i) => x - xs[i]!);
  const rises = widths.map((width, i) => (ys[i + 1]! - ys[i]!) / width);
  const slopes = xs.map((_, i) => slopeAt(i, widths, rises));
  return (x) => {
    if (!(x >= xs[0]! && x <= xs.at(-1)!)) return NaN;
    const i = Math.max(
      0,
      xs.findLastIndex((start, k) => start <= x && k < widths.length),
    );
    const t = (x - xs[i]!) / widths[i]!;
    const towards = t * t * (3 - 2 * t);
    const bend = t * (1 - t) * widths[i]!;
    return ys[i]! * (1 - towards) + ys[i + 1]! * towards + bend * ((1 - t) * slopes[i]! - t * slopes[i + 1]!);
  };
}

function check(xs: readonly number[], ys: readonly number[]): void {
  if (xs.length !== ys.length) throw new Error(`invalid points; lengths differ: ${xs.length}, ${ys.length}`);
  if (xs.length < 2) throw new Error(`invalid points; fewer than 2: ${xs.length}`);
  if (xs.some((x, i) => i > 0 && !(x > xs[i - 1]!))) throw new Error(`invalid xs; not increasing: ${xs.join(", ")}`);
}

function slopeAt(i: number, widths: readonly number[], rises: readonly number[]): number {
  const last = rises.length;
  if (last === 1) return rises[0]!;
  if (i === 0) return edge(widths[0]!, widths[1]!, rises[0]!, rises[1]!);
  if (i === last) return edge(widths[last - 1]!, widths[last - 2]!, rises[last - 1]!, rises[last - 2]!);
  const [before, after] = [rises[i - 1]!, rises[i]!];
  if (before * after <= 0) return 0;
  const first = 2 * widths[i]! + widths[i - 1]!;
  const second = widths[i]! + 2 * widths[i - 1]!;
  return (first + second) / (first / before + second / after);
}

/** The one-sided three-point slope at an end, held so that the curve stays monotone. */
function edge(near: number, far: number, rise: number, next: number): number {
  const slope = ((2 * near + far) * rise - near * next) / (near + far);
  if (slope * rise <= 0) return 0;
  return rise * next <= 0 && Math.abs(slope) > 3 * Math.abs(rise) ? 3 * rise : slope;
}

/** A linear map from a domain to a range. */
export function scale([d0, d1]: readonly [number, number], [r0, r1]: readonly [number, number]): (x: number) => number {
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  return (x) => r0 + (x - d0) * slope;
}

/** SVG path data of a line through points; a gap where a point is missing. */
export function linePath(points: readonly (readonly [number, number | null])[]): string {
  let isDown = false;
  let path = "";
  for (const [x, y] of points) {
    if (y === null || !Number.isFinite(y)) {
      isDown = false;
      continue;
    }
    path += `${isDown ? "L" : "M"}${round(x)},${round(y)}`;
    isDown = true;
  }
  return path;
}

/** SVG path data of the area between two lines over the same x. */
export function areaPath(xs: readonly number[], low: readonly number[], high: readonly number[]): string {
  if (!xs.length) return "";
  const up = xs.map((x, i) => [x, high[i]!] as const);
  const back = xs.map((x, i) => [x, low[i]!] as const).reverse();
  return `${linePath([...up, ...back])}Z`;
}

/** Round numbers that cover a domain in at most `count` steps, 0 included where it lies within. */
export function niceTicks(low: number, high: number, count = 4): number[] {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((k) => k * power).find((candidate) => candidate >= raw * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Moves labels apart to a smallest distance, keeping their order. @returns positions in the order given */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  let previous = low - gap;
  for (const i of order) previous = placed[i] = Math.max(positions[i]!, previous + gap);
  let next = high + gap;
  for (const i of [...order].reverse()) next = placed[i] = Math.min(placed[i]!, next - gap);
  return placed;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

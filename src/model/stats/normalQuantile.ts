import { normalCdf, normalDensity } from "./normal.js";

/**
 * The z with P(Z <= z) = p for a standard normal Z: a rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4),
 * then Halley steps on `normalCdf` to full precision.
 *
 * @param p in [0, 1]; 0 and 1 give -Infinity and Infinity
 * @throws if p is outside [0, 1]
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new Error(`invalid p; not in [0, 1]: ${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = above / below - t;
  for (let i = 0; i < 4; i++) {
    const step = (normalCdf(z) - p) / normalDensity(z);
    if (!Number.isFinite(step)) break;
    z -= step / (1 + 0.5 * z * step);
    if (Math.abs(step) < 1e-15 * Math.abs(z)) break;
  }
  return z;
}

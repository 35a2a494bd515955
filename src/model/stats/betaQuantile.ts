import { betaCdf, betaDensity } from "./beta.js";

/**
 * The x with I_x(a, b) = p: Newton steps held inside a shrinking bracket, so that it converges for every shape.
 *
 * @param p in [0, 1]
 * @throws if p is outside [0, 1] or a or b is not positive
 * @example betaQuantile(0.5, 1, 3) // 1 - 0.5 ** (1 / 3)
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new Error(`invalid p; not in [0, 1]: ${p}`);
  if (p === 0 || p === 1) return p;
  const mean = a / (a + b);
  // Solving for the complement keeps digits when the answer crowds against 1.
  if (p > betaCdf(mean, a, b) && mean > 0.5) return 1 - solve(1 - p, b, a);
  return solve(p, a, b);
}

function solve(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 2000; i++) {
    const error = betaCdf(x, a, b) - p;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const newton = x - error / betaDensity(x, a, b);
    const next = newton > low && newton < high ? newton : bisect(low, high);
    if (Math.abs(next - x) <= 2e-16 * next || next === 0) return next;
    x = next;
  }
  return x;
}

/** The middle on a logarithmic scale while the bracket spans magnitudes, so that tiny quantiles are reached. */
function bisect(low: number, high: number): number {
  return high > 4 * low ? (low === 0 ? high / 16 : Math.sqrt(low * high)) : (low + high) / 2;
}

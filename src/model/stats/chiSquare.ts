import { logGamma } from "./logGamma.js";

/**
 * P(X > x) for a chi-square X, that is Q(df / 2, x / 2), the upper regularised incomplete gamma function: power series
 * below the mean, Legendre's continued fraction above.
 *
 * @throws if df is not positive or x is negative
 * @example chiSquareTail(3.841458820694124, 1) // 0.05
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(df > 0)) throw new Error(`invalid df; not positive: ${df}`);
  if (!(x >= 0)) throw new Error(`invalid x; negative: ${x}`);
  if (x === 0) return 1;
  const a = df / 2;
  const half = x / 2;
  const scale = Math.exp(a * Math.log(half) - half - logGamma(a));
  return half < a + 1 ? 1 - scale * lowerSeries(a, half) : scale * upperFraction(a, half);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i <= 10_000; i++) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

import { logGamma, stirlingError } from "./logGamma.js";

/** log B(a, b) for positive a and b. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * The regularised incomplete beta function I_x(a, b), the probability that a Beta(a, b) variable is at most x. Relative
 * error about 1e-13: Lentz's continued fraction (DLMF 8.17.22) times a prefactor in Loader's saddle-point form, which
 * keeps its digits when a and b are large.
 *
 * @throws if a or b is not positive, or x is outside [0, 1]
 * @example betaCdf(0.4, 2, 3) // 0.5248
 */
export function betaCdf(x: number, a: number, b: number): number {
  check(a, b);
  if (!(x >= 0 && x <= 1)) throw new Error(`invalid x; not in [0, 1]: ${x}`);
  if (x === 0 || x === 1) return x;
  // The fraction converges fast on the near side of the mean; the far side is its mirror image.
  if (x <= (a + 1) / (a + b + 2)) return (powers(x, 1 - x, a, b) / a) * fraction(x, a, b);
  return 1 - (powers(1 - x, x, b, a) / b) * fraction(1 - x, b, a);
}

/** Density of Beta(a, b) at x in (0, 1). */
export function betaDensity(x: number, a: number, b: number): number {
  check(a, b);
  return powers(x, 1 - x, a, b) / (x * (1 - x));
}

function check(a: number, b: number): void {
  if (!(a > 0 && b > 0)) throw new Error(`invalid shape; a and b not both positive: ${a}, ${b}`);
}

/** x^a y^b / B(a, b) with y = 1 - x. */
function powers(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a * b) / (n * 2 * Math.PI)) * Math.exp(exponent);
}

/** k log(k / mean) + mean - k, without cancellation when k is near its mean. */
function deviance(k: number, mean: number): number {
  if (Math.abs(k - mean) > 0.1 * (k + mean)) return k * Math.log(k / mean) + mean - k;
  const ratio = (k - mean) / (k + mean);
  let sum = (k - mean) * ratio;
  let power = 2 * k * ratio;
  for (let j = 3; ; j += 2) {
    power *= ratio * ratio;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let value = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return value;
  }
  throw new Error(`incomplete beta did not converge for x, a, b: ${x}, ${a}, ${b}`);
}

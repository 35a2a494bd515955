const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Coefficients of Stirling's series: B(2k) / (2k (2k - 1)). */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400] as const;

/**
 * The natural logarithm of the gamma function, absolute error about 1e-15 times the larger of 1 and the result.
 *
 * @throws if x is not positive
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new Error(`invalid x; not positive: ${x}`);
  if (x === 1 || x === 2) return 0;
  let shifted = x;
  let product = 1;
  while (shifted < 15) product *= shifted++;
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series(shifted) - Math.log(product);
}

/**
 * What Stirling's formula leaves out: log(n!) - log(sqrt(2 pi n) (n/e)^n), for n > 0. Kept apart because differences of
 * large log-gammas lose digits that this small number keeps (Loader, 2000).
 */
export function stirlingError(n: number): number {
  if (n >= 15) return series(n);
  // The recurrence error(n) = error(n + 1) + (n + 1/2) log(1 + 1/n) - 1 climbs to where the series holds.
  let error = 0;
  let m = n;
  for (; m < 15; m++) error += (m + 0.5) * Math.log1p(1 / m) - 1;
  return error + series(m);
}

function series(n: number): number {
  const inverse = 1 / n;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = stirling.length - 1; k >= 0; k--) sum = sum * square + stirling[k]!;
  return sum * inverse;
}

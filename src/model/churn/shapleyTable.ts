/**
 * The game of one leaf: a row that passes all steps to it gets `value`, a step of unknown feature passes with its share. For
 * each step, its Shapley value by which of the steps a row passes (a bit each).
 */
export function shapleyTable(shares: readonly number[], value: number): Float64Array[] {
  const d = shares.length;
  const weights = sizeWeights(d);
  return shares.map((own, s) =>
    Float64Array.from({ length: 1 << d }, (_, mask) => {
      const others = shares.filter((_, t) => t !== s);
      const passes = others.map((_, o) => (mask >> (o < s ? o : o + 1)) & 1);
      let sum = 0;
      for (let known = 0; known < 1 << others.length; known++) {
        let [product, size] = [1, 0];
        others.forEach((share, o) => {
          const isKnown = (known >> o) & 1;
          size += isKnown;
          product *= isKnown ? passes[o]! : share;
        });
        sum += weights[size]! * product;
      }
      return sum * (((mask >> s) & 1) - own) * value;
    }),
  );
}

/** size! (d - size - 1)! / d!, by size of the subset of the other features. */
function sizeWeights(d: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: d }, (_, size) => (factorial(size) * factorial(d - size - 1)) / factorial(d));
}

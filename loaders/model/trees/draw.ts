/** Draws each row outside the fold with the same chance, to one in 256; four rows share a random number. */
export function drawRows(
  folds: Uint8Array,
  fold: number,
  share: number,
  uint32: () => number,
): { readonly drawn: Int32Array; readonly others: Int32Array } {
  const rows = folds.length;
  const [drawn, others] = [new Int32Array(rows + 1), new Int32Array(rows + 1)];
  const limit = Math.round(share * 256);
  let [count, rest, bits] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    bits = (row & 3) === 0 ? uint32() : bits >>> 8;
    const isDrawn = +((bits & 255) < limit) & +(folds[row] !== fold);
    // both places are written and one is kept: no branch to guess
    drawn[count] = row;
    others[rest] = row;
    count += isDrawn;
    rest += 1 - isDrawn;
  }
  return { drawn: drawn.subarray(0, count), others: others.subarray(0, rest) };
}

/** Draws a share of the features, at least one, in ascending order. */
export function drawFeatures(width: number, share: number, uniform: () => number): number[] {
  const order = Array.from({ length: width }, (_, f) => ({ f, at: uniform() })).sort((a, b) => a.at - b.at);
  return order
    .slice(0, Math.max(1, Math.round(share * width)))
    .map(({ f }) => f)
    .sort((a, b) => a - b);
}

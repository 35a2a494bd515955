/** A seeded stream of random numbers: the same seed gives the same numbers in Node and in the browser. */
export interface Random {
  /** Uniform integer in [0, 2^32). */
  uint32(): number;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
}

export type RandomState = [number, number, number, number];

/**
 * xoshiro128++ (Blackman and Vigna, 2019): period 2^128 - 1, passes BigCrush. The state is filled from the seed by
 * splitmix32, so that neighbouring seeds give unrelated streams.
 *
 * @param seed an integer; a fraction is dropped
 * @throws if the seed is not finite
 */
export function random(seed: number): Random {
  if (!Number.isFinite(seed)) throw new Error(`invalid seed; not a finite number: ${seed}`);
  const high = Math.floor(seed / 4294967296) | 0;
  const next = splitmix32((seed | 0) ^ Math.imul(high, 0x85ebca6b));
  return randomFrom([next(), next(), next(), next()]);
}

/** The generator from an explicit state of four 32-bit words, not all zero. */
export function randomFrom(state: RandomState): Random {
  let [a, b, c, d] = state;
  let spare: number | undefined;
  const uint32 = (): number => {
    const sum = (a + d) | 0;
    const result = ((((sum << 7) | (sum >>> 25)) + a) | 0) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  // Marsaglia's polar method gives two normals at a time; the second waits for the next call.
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
  return { uint32, uniform, normal, integer: (n) => Math.floor(uniform() * n) };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
}

/** Where the high word of a double lies among its two: by the machine's byte order. */
export const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The words of doubles, two each, on the same memory. */
export function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/** A high word turned so that unsigned integers order as the doubles do, but for 0, which comes after -0. */
export function ascending(high: number): number {
  // of a negative number all bits are turned, of another one the sign
  return (high ^ (-(high >>> 31) | 0x80000000)) >>> 0;
}

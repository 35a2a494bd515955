/** Doubles on memory that worker threads share. */
export function sharedDoubles(length: number, value: (i: number) => number): Float64Array {
  const values = new Float64Array(new SharedArrayBuffer(8 * length));
  for (let i = 0; i < length; i++) values[i] = value(i);
  return values;
}

/** Bytes on memory that worker threads share. */
export function sharedBytes(length: number, value: (i: number) => number): Uint8Array {
  const values = new Uint8Array(new SharedArrayBuffer(length));
  for (let i = 0; i < length; i++) values[i] = value(i);
  return values;
}

/** Doubles one after another, on memory that worker threads share, with zeros behind them where there is room for more. */
export function joinDoubles(
  parts: readonly Float64Array[],
  length = parts.reduce((sum, part) => sum + part.length, 0),
): Float64Array {
  const all = new Float64Array(new SharedArrayBuffer(8 * length));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

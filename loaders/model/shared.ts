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

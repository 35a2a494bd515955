/** Runs steps to their end without a pause. @returns what they return */
export function atOnce<T>(steps: Iterable<void, T>): T {
  const iterator = steps[Symbol.iterator]();
  for (;;) {
    const { done, value } = iterator.next();
    if (done) return value;
  }
}

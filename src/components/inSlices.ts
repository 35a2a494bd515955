export interface Pace {
  /** Milliseconds of work before the browser may paint and answer; well below what a hand would notice. */
  readonly slice?: number;
  /** Waits for the next turn: the next task, or the next frame. */
  readonly pause?: () => Promise<void>;
}

const nextTask = () => new Promise<void>((done) => setTimeout(done));

/** After the next picture; or soon, for a tab that nobody looks at has none. */
export function nextFrame(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 250);
  });
}

/**
 * Works through steps, and lets the browser paint and answer between slices of a few milliseconds.
 * @returns what the steps return
 */
export async function inSlices<T>(
  steps: Iterable<void, T> | AsyncIterable<void, T>,
  { slice = 8, pause = nextTask }: Pace = {},
): Promise<T> {
  const iterator = Symbol.asyncIterator in steps ? steps[Symbol.asyncIterator]() : steps[Symbol.iterator]();
  let end = performance.now() + slice;
  for (;;) {
    const { done, value } = await iterator.next();
    if (done) return value;
    if (performance.now() < end) continue;
    await pause();
    end = performance.now() + slice;
  }
}

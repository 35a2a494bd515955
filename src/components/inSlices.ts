export interface Pace {
  /** Milliseconds of work before the browser may paint and answer; well below what a hand would notice. */
  readonly slice?: number;
  /** Waits for the next turn: the next task, or the next frame. */
  readonly pause?: () => Promise<void>;
  /** Given up once this is false. */
  readonly isWanted?: () => boolean;
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
 * @returns what the steps return; undefined where they were given up
 */
export async function inSlices<T>(
  steps: Iterable<void, T>,
  { slice = 8, pause = nextTask, isWanted = () => true }: Pace = {},
): Promise<T | undefined> {
  const iterator = steps[Symbol.iterator]();
  let end = performance.now() + slice;
  while (isWanted()) {
    const { done, value } = iterator.next();
    if (done) return value;
    if (performance.now() < end) continue;
    await pause();
    end = performance.now() + slice;
  }
  return undefined;
}

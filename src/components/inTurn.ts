import { inSlices, nextFrame } from "./inSlices.js";

/** Parts as promises of them; groups of parts stay groups. */
export type InTurn<T> = {
  readonly [Name in keyof T]: T[Name] extends Readonly<Record<string, unknown>>
    ? InTurn<T[Name]>
    : Promise<Awaited<T[Name]>>;
};

/**
 * The parts of a page, made a few milliseconds a frame, in the order in which they are written down: that in which they
 * stand on the page, which shows whatever has nothing unfinished above it (holdfast.css). So the top can be read while
 * the rest is drawn.
 * @param parts of a page; those written as getters are made in turn, the others stay as they are
 */
export function inTurn<T extends object>(parts: T): InTurn<T> {
  return promised(parts, queue());
}

type Queue = ReturnType<typeof queue>;

function promised<T extends object>(parts: T, inQueue: Queue): InTurn<T> {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(parts)).map(([name, { get, value }]) => {
    if (get) return [name, { get: inQueue(() => get.call(parts) as unknown) }] as const;
    return [name, { value: isGroup(value) ? promised(value, inQueue) : (value as unknown) }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(properties)) as InTurn<T>;
}

/** Plain objects only: an element is a part. */
function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Gives each part a place; a part that is asked for is made when none of an earlier place waits. */
function queue() {
  const waiting = new Map<number, () => unknown>();
  let isWorking = false;
  let places = 0;
  async function* inOrder(): AsyncIterable<void, void> {
    while (waiting.size) {
      const place = Math.min(...waiting.keys());
      const work = waiting.get(place)!;
      waiting.delete(place);
      yield void (await work());
    }
    isWorking = false;
    followLink();
  }
  const start = async () => {
    if (isWorking) return;
    isWorking = true;
    // the page asks for all of its parts at once
    await nextFrame();
    await inSlices(inOrder(), { pause: nextFrame });
  };
  return <P>(make: () => P) => {
    const place = places++;
    return () =>
      new Promise<Awaited<P>>((resolve, reject) => {
        waiting.set(place, async () => {
          try {
            resolve(await make());
          } catch (error) {
            reject(error as Error);
          }
        });
        void start();
      });
  };
}

/** A link to a section finds it only now that it stands. */
function followLink(): void {
  if (scrollY === 0) document.querySelector(":target")?.scrollIntoView();
}

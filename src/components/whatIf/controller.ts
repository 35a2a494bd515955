import {
  besideId,
  decodeScenario,
  defaultScenario,
  encodeScenario,
  record,
  redo,
  settle,
  startHistory,
  undo,
  type History,
  type NamedScenario,
  type OutcomeEngine,
  type Refusal,
  type Scenario,
  type Stamp,
} from "../../model/scenario/index.js";
import type { CeoData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { inSlices, nextFrame } from "../inSlices.js";
import { bench, type Bench, type Now, type Reading } from "./now.js";

/** What shows a scenario. */
export interface View {
  /** Drawn at every change, within its frame. */
  readonly parts: readonly { show(now: Now): void }[];
  /** Builds what need not stand in the first frame. */
  build(): Iterable<void>;
  /** After each drawing, in small steps, given up when the next change comes. */
  later(now: Now): Iterable<void>;
}

export interface Opened {
  readonly refused: readonly Refusal[];
  /** The page that the link was made on, where its data were others. */
  readonly stamp: Partial<Stamp>;
}

export interface Controller {
  readonly bench: Bench;
  readonly readings: readonly Reading[];
  readonly opened: Opened;
  now(): Now;
  canUndo(): boolean;
  canRedo(): boolean;
  isUnchanged(): boolean;
  /** @param subject changes of one subject are undone together until `settled` */
  change(make: (scenario: Scenario) => Scenario, subject?: string): void;
  settled(): void;
  undo(): void;
  redo(): void;
  /** Scenarios that lie beside the working copy; the link carries them. */
  beside(): readonly NamedScenario[];
  setBeside(scenarios: readonly NamedScenario[]): void;
  /** The whole page as a link. */
  query(): string;
  /** The working copy alone, to be kept under a name. */
  ownQuery(): string;
  start(view: View): void;
}

/** State, history, link and frames of the page: one computation and one drawing a frame, however many changes come. */
export function controller({ playbook, say, run }: PageContext, data: CeoData): Controller {
  const own = bench(playbook, data);
  const readings = playbook.roi.presets.map((preset): Reading => ({
    id: preset.id,
    label: say(preset.label),
    note: say(preset.note),
    values: own.values({ basis: "plan", overrides: preset.overrides }),
  }));
  const read = decodeScenario(location.hash, own.vocabulary);
  let history: History<Scenario> = startHistory(read.scenario);
  let beside = read.beside;
  const note = say({ zh: "保存的方案", en: "saved" });
  const overlayOf = (each: NamedScenario): Reading => {
    const values = own.values(decodeScenario(each.query, own.vocabulary).scenario);
    return { id: besideId(each), label: each.name, note, values };
  };
  let overlays = beside.map(overlayOf);
  let view: View | undefined;
  let isBuilt = false;
  let isDrawn = false;
  const warm = new WeakSet<OutcomeEngine>();
  const [frames, startup] = [frameQueue(), frameQueue()];

  const nowWith = (withOutcome: boolean): Now => {
    const scenario = history.present;
    const base = [...readings, ...overlays].find(({ id }) => id === scenario.base) ?? readings[0]!;
    const model = own.models[scenario.basis];
    const outcome = withOutcome ? own.engine(scenario)(scenario) : undefined;
    return { scenario, model, values: outcome?.values ?? own.values(scenario), base, overlays, outcome };
  };
  const query = (others: readonly NamedScenario[] = beside): string => {
    const stamp = { playbook: playbook.id, asOf: run.asOf, roi: own.values(history.present)["roi"]! };
    return encodeScenario(history.present, own.vocabulary, stamp, others);
  };
  const drawParts = function* (now: Now): Iterable<void> {
    for (const part of view?.parts ?? []) yield part.show(now);
  };
  /** Random numbers come first, a few milliseconds a frame, so that the page can be read and used meanwhile. */
  const warmUp = function* (engine: OutcomeEngine): Iterable<void> {
    if (view && !isBuilt) yield* view.build();
    isBuilt = true;
    yield* engine.warm();
    warm.add(engine);
  };
  const draw = (): void => {
    const engine = own.engine(history.present);
    const isWarm = warm.has(engine);
    const now = nowWith(isWarm);
    const later = view?.later(now) ?? [];
    if (isWarm && !isDrawn) void frames.steps(chain(drawParts(now), later), () => (isDrawn = true));
    else {
      for (const step of drawParts(now)) void step;
      void frames.steps(isWarm ? later : []);
    }
    if (!isWarm) void startup.steps(warmUp(engine), () => frames.once(draw));
  };
  const opens = JSON.stringify(defaultScenario(own.vocabulary));
  const isUnchanged = (): boolean => JSON.stringify(history.present) === opens;
  const keepLink = (): void => {
    const isPlain = isUnchanged() && !beside.length;
    globalThis.history.replaceState(null, "", isPlain ? location.pathname + location.search : `#${query()}`);
  };
  const go = (next: History<Scenario>): void => {
    if (next === history) return;
    history = next;
    frames.once(draw);
    frames.idle(keepLink);
  };
  const setBeside = (next: readonly NamedScenario[]): void => {
    beside = next;
    overlays = beside.map(overlayOf);
    frames.once(draw);
    frames.idle(keepLink);
  };
  addEventListener("hashchange", () => {
    const { scenario, beside: others } = decodeScenario(location.hash, own.vocabulary);
    setBeside(others);
    go(record(history, scenario));
  });
  return {
    bench: own,
    readings,
    opened: { refused: read.refused, stamp: read.stamp },
    now: () => nowWith(false),
    canUndo: () => history.past.length > 0,
    canRedo: () => history.future.length > 0,
    isUnchanged,
    change: (make, subject) => go(record(history, make(history.present), subject)),
    settled: () => void (history = settle(history)),
    undo: () => go(undo(history)),
    redo: () => go(redo(history)),
    beside: () => beside,
    setBeside,
    query: () => query(),
    ownQuery: () => query([]),
    start(next) {
      view = next;
      draw();
    },
  };
}

function* chain(...parts: readonly Iterable<void>[]): Iterable<void> {
  for (const part of parts) yield* part;
}

function frameQueue() {
  let waiting: (() => void) | undefined;
  let current = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  return {
    /** Runs in the next frame; the last one asked for wins. */
    once(work: () => void) {
      if (!waiting) {
        requestAnimationFrame(() => {
          const last = waiting;
          waiting = undefined;
          last?.();
        });
      }
      waiting = work;
    },
    /** Works through steps over frames; new steps put an end to the old ones. */
    async steps(steps: Iterable<void>, done?: () => void) {
      const mine = ++current;
      const iterator = steps[Symbol.iterator]();
      const whileWanted = function* (): Iterable<void, void> {
        while (mine === current && !iterator.next().done) yield;
      };
      await nextFrame();
      await inSlices(whileWanted(), { pause: nextFrame });
      if (mine === current) done?.();
    },
    /** Once nothing has changed for a moment. */
    idle(work: () => void) {
      clearTimeout(pause);
      pause = setTimeout(work, 250);
    },
  };
}

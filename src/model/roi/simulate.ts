import { atOnce } from "../atOnce.js";
import type { Column, Columns } from "../expression/index.js";
import { quantiles } from "../stats/quantile.js";
import { drawShape, placeShape, randomStream, type Stream } from "./draws.js";
import { assumptionsAsSet } from "./model.js";
import { rangeAt, type Range, type RangeEdits } from "./range.js";
import { roiColumns } from "./roiColumns.js";
import type { RoiModel, Values } from "./types.js";

export interface SimulationOptions {
  readonly draws?: number;
  readonly seed: number;
  /** Nodes to summarise. */
  readonly results?: readonly string[];
}

/** Quantiles of one result; undefined where it lies beyond every bound, as a payback that never comes. */
export interface Spread {
  readonly p2_5: number | undefined;
  readonly p10: number | undefined;
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  readonly p97_5: number | undefined;
}

export interface Simulation {
  readonly seed: number;
  readonly draws: number;
  readonly spreads: Readonly<Record<string, Spread>>;
  /** Shares of draws with ROI above 0 and above the go line. */
  readonly roiAbove: { readonly zero: number; readonly goLine: number };
  /** Draws of every node on the way, for histograms and fans. The next run overwrites them. */
  readonly columns: Columns;
}

export interface Simulator {
  (overrides?: Values, edits?: RangeEdits): Simulation;
  /** The same in small steps; no other run begins before the last one. */
  steps(overrides?: Values, edits?: RangeEdits): Iterable<void, Simulation>;
  /** Draws the random numbers of the assumptions, one a step, so that a page can spread the work over frames. */
  warm(): Iterable<void>;
}

const levels = [0.025, 0.1, 0.5, 0.9, 0.975];
/** What the cash fan reads beside the summarised results. */
const cashNodes = ["one_off", "running", "benefit_full", "interventions_full"];

/**
 * Draws every assumption that has a range, all at once, and summarises what follows. Buffers and random numbers belong to
 * the simulator and are reused: after a slider moves, only its own assumption is drawn and what depends on it computed.
 */
export function simulator(
  model: RoiModel,
  { draws = 10_000, seed, results = ["roi", "payback", "npv"] }: SimulationOptions,
): Simulator {
  const evaluateColumns = roiColumns(model, draws, ["roi", ...results, ...cashNodes]);
  const { columnOf, warm } = drawer(model, draws, seed);
  function* steps(overrides: Values = {}, edits: RangeEdits = {}): Generator<void, Simulation> {
    const values = assumptionsAsSet(model, overrides);
    const assumptions: Record<string, Column> = {};
    for (const id of Object.keys(values)) assumptions[id] = columnOf(id, values[id]!, edits);
    const columns = yield* evaluateColumns.steps(assumptions);
    const spreads: Record<string, Spread> = {};
    for (const id of results) yield void (spreads[id] = spreadOf(columns[id]!));
    const above = (line: number): number => shareAbove(columns["roi"]!, line);
    return { seed, draws, spreads, roiAbove: { zero: above(0), goLine: above(model.goLine) }, columns };
  }
  const simulate = (overrides?: Values, edits?: RangeEdits) => atOnce(steps(overrides, edits));
  return Object.assign(simulate, { steps, warm });
}

interface Drawer {
  readonly columnOf: (id: string, value: number, edits: RangeEdits) => Column;
  readonly warm: () => Iterable<void>;
}

interface Drawn {
  readonly range: Range;
  readonly shape: Float64Array;
  readonly column: Float64Array;
  readonly spare: Float64Array | undefined;
}

function drawer(model: RoiModel, draws: number, seed: number): Drawer {
  const streams = new Map<string, Stream>();
  const drawn = new Map<string, Drawn>();
  const place = new Map(model.assumptions.map(({ id }, i) => [id, i]));
  const streamOf = (id: string): Stream => {
    if (!streams.has(id)) streams.set(id, randomStream(seed, place.get(id)!, draws));
    return streams.get(id)!;
  };
  const columnOf = (id: string, value: number, edits: RangeEdits): Column => {
    const range = rangeAt(model, id, value, edits);
    if (!range) return value;
    const last = drawn.get(id);
    if (last?.range.value === value && hasShape(last.range, range)) return last.column;
    const shape =
      last && hasShape(last.range, range)
        ? last.shape
        : drawShape(range, streamOf(id), last?.shape ?? new Float64Array(draws));
    // Two columns take turns: the one of the run before must stay as it is, to be told from this one.
    const column = placeShape(range, shape, last?.spare ?? new Float64Array(draws));
    drawn.set(id, { range, shape, column, spare: last?.column });
    return column;
  };
  function* warm(): Iterable<void> {
    for (const [id, { value }] of Object.entries(model.given)) {
      if (rangeAt(model, id, value)) yield void columnOf(id, value, {});
    }
  }
  return { columnOf, warm };
}

function hasShape(a: Range, b: Range): boolean {
  return a.spread === b.spread && a.reach[0] === b.reach[0] && a.reach[1] === b.reach[1];
}

// A missing payback is one that never comes, so it counts as longer than any other.
function spreadOf(column: Column): Spread {
  if (typeof column === "number") return named(levels.map(() => column));
  let hasMissing = false;
  for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) hasMissing = true;
  return named(quantiles(hasMissing ? column.map((x) => (Number.isNaN(x) ? Infinity : x)) : column, levels) ?? []);
}

function named(values: readonly number[]): Spread {
  const [p2_5, p10, p50, p90, p97_5] = values.map((x) => (Number.isFinite(x) ? x : undefined));
  return { p2_5, p10, p50, p90, p97_5 };
}

function shareAbove(column: Column, line: number): number {
  if (typeof column === "number") return column > line ? 1 : 0;
  let count = 0;
  for (let i = 0; i < column.length; i++) if (column[i]! > line) count++;
  return count / column.length;
}

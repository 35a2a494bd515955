import type { Column } from "../expression/index.js";
import { assumptionsAsSet } from "./model.js";
import { rangeAt, type Range, type RangeEdits } from "./range.js";
import { roiColumns, type RoiColumns } from "./roiColumns.js";
import type { RoiModel, Values } from "./types.js";

export interface TornadoBar {
  /** Assumption that moves alone, from low to high. */
  readonly id: string;
  readonly low: number;
  readonly high: number;
  readonly resultAtLow: number;
  readonly resultAtHigh: number;
  /** Distance between the two results. */
  readonly swing: number;
}

export interface Tornado {
  readonly result: string;
  /** The result with everything as set. */
  readonly now: number;
  /** Widest first; an assumption that does not move the result, such as one not counted, has no bar. */
  readonly bars: readonly TornadoBar[];
}

/** Which assumption matters: a result at the low and the high of each, the others as set. Buffers are reused. */
export function tornado(model: RoiModel, result = "roi"): (overrides?: Values, edits?: RangeEdits) => Tornado {
  const drawn = model.assumptions.filter(({ id }) => model.given[id] && model.given[id].kind !== "choice");
  // Row 0 is the present; assumption i has its low in row 2 i + 1 and its high in the next.
  const rows = 2 * drawn.length + 1;
  const run = roiColumns(model, rows, [result]);
  return (overrides = {}, edits = {}) => {
    const values = assumptionsAsSet(model, overrides);
    const ranges = drawn.map(({ id }) => rangeAt(model, id, values[id]!, edits));
    const columns = drawn.map(({ id }, i) => [id, moved(values[id]!, i, ranges[i], rows)] as const);
    const results = outcome(run, { ...values, ...Object.fromEntries(columns) }, result, rows);
    const bars = drawn.flatMap(({ id }, i) => bar(id, ranges[i], results[2 * i + 1]!, results[2 * i + 2]!));
    return { result, now: results[0]!, bars: bars.sort((a, b) => b.swing - a.swing) };
  };
}

function moved(value: number, i: number, range: Range | undefined, rows: number): Float64Array {
  const column = new Float64Array(rows).fill(value);
  column[2 * i + 1] = range?.low ?? value;
  column[2 * i + 2] = range?.high ?? value;
  return column;
}

function outcome(run: RoiColumns, columns: Record<string, Column>, result: string, rows: number): Float64Array {
  const values = run(columns)[result]!;
  return typeof values === "number" ? new Float64Array(rows).fill(values) : values;
}

function bar(id: string, range: Range | undefined, resultAtLow: number, resultAtHigh: number): TornadoBar[] {
  const swing = Math.abs(resultAtHigh - resultAtLow);
  return range && swing > 0 ? [{ id, low: range.low, high: range.high, resultAtLow, resultAtHigh, swing }] : [];
}

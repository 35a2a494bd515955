import type { Assumption } from "../../playbooks/types.js";
import type { RoiModel } from "./types.js";

/** What an assumption is drawn from once its value is set. */
export interface Range {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  readonly spread: Assumption["spread"];
  /**
   * How far the ends lie from the value: differences of a triangular range, ratios of a lognormal one. A range that is
   * moved along keeps them to the last bit, so whoever draws from it can tell that its shape has not changed.
   */
  readonly reach: readonly [below: number, above: number];
}

/** Lows and highs that the reader has set, by assumption. They stay where they are when the value moves. */
export type RangeEdits = Readonly<Record<string, { readonly low: number; readonly high: number }>>;

/**
 * An assumption's range around the value as set. A moved value takes its range along (a lognormal one in proportion),
 * within what makes sense; undefined where nothing is drawn: a choice, a fixed figure, a missing one.
 */
export function rangeAt(model: RoiModel, id: string, value: number, edits: RangeEdits = {}): Range | undefined {
  const given = model.given[id];
  if (!given || Number.isNaN(value)) return undefined;
  const edit = edits[id];
  if (edit) return ordered(Math.min(edit.low, value), value, Math.max(edit.high, value), given.spread);
  if (!(given.low < given.high)) return undefined;
  const [least, most] = model.nodes.get(id)?.bounds ?? [-Infinity, Infinity];
  const scaled = (end: number): number => (end * value) / given.value;
  const moved = (end: number): number => (given.spread === "lognormal" ? scaled(end) : end + value - given.value);
  const [below, above] = [moved(given.low), moved(given.high)];
  const [low, high] = [Math.min(value, Math.max(least, below)), Math.max(value, Math.min(most, above))];
  const range = ordered(low, value, high, given.spread);
  const isWhole = low === below && high === above && range?.spread === given.spread;
  return isWhole ? { ...range, reach: reachOf(given) } : range;
}

// A lognormal range begins above 0; one that was set to begin there is drawn as a triangle.
function ordered(low: number, value: number, high: number, named: Range["spread"]): Range | undefined {
  if (!(low < high)) return undefined;
  const range = { low, value, high, spread: low > 0 ? named : ("triangular" as const) };
  return { ...range, reach: reachOf(range) };
}

function reachOf({ low, value, high, spread }: Omit<Range, "reach">): Range["reach"] {
  return spread === "lognormal" ? [value / low, high / value] : [value - low, high - value];
}

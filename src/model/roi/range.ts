import type { Assumption } from "../../playbooks/types.js";
import type { RoiModel } from "./types.js";

/** What an assumption is drawn from once its value is set. */
export interface Range {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  readonly spread: Assumption["spread"];
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
  const moved = (end: number): number => (given.spread === "lognormal" ? scaled(end) : end + value - given.value);
  const scaled = (end: number): number => (end * value) / given.value;
  const low = Math.min(value, Math.max(least, moved(given.low)));
  const high = Math.max(value, Math.min(most, moved(given.high)));
  return ordered(low, value, high, given.spread);
}

// A lognormal range begins above 0; one that was set to begin there is drawn as a triangle.
function ordered(low: number, value: number, high: number, spread: Range["spread"]): Range | undefined {
  return low < high ? { low, value, high, spread: low > 0 ? spread : "triangular" } : undefined;
}

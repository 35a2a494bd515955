import type { Assumption } from "../../playbooks/types.js";
import type { RoiModel } from "./types.js";

/** What an assumption is drawn from once its value is set. */
export interface Range {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  readonly spread: Assumption["spread"];
}

/**
 * An assumption's range around the value as set. A moved value takes its range along (a lognormal one in proportion),
 * within what makes sense; undefined where nothing is drawn: a choice, a fixed figure, a missing one.
 */
export function rangeAt(model: RoiModel, id: string, value: number): Range | undefined {
  const given = model.given[id];
  if (!given || !(given.low < given.high) || Number.isNaN(value)) return undefined;
  const [least, most] = model.nodes.get(id)?.bounds ?? [-Infinity, Infinity];
  const moved = (end: number): number => (given.spread === "lognormal" ? scaled(end) : end + value - given.value);
  const scaled = (end: number): number => (end * value) / given.value;
  const low = Math.min(value, Math.max(least, moved(given.low)));
  const high = Math.max(value, Math.min(most, moved(given.high)));
  return low < high ? { low, value, high, spread: given.spread } : undefined;
}

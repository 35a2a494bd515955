import type { Count } from "../pageData.js";
import type { Format } from "./format.js";

/** A head count as the audience may see it. */
export function countText(format: Format, count: Count): string {
  return typeof count === "number" ? format.count(count) : count;
}

/** For drawing: a masked count has no height. */
export function countValue(count: Count): number {
  return typeof count === "number" ? count : 0;
}

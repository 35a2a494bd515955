import { goalSeek } from "./goalSeek.js";
import type { RoiModel, Values } from "./types.js";

/**
 * For each assumption that has a range, the value at which the programme just pays for itself (ROI 0), the others as set;
 * undefined where no sensible value does.
 */
export function breakEven(model: RoiModel, overrides: Values = {}): Readonly<Record<string, number | undefined>> {
  const ids = Object.keys(model.given).filter((id) => model.given[id]!.low < model.given[id]!.high);
  return Object.fromEntries(
    ids.map((id) => [id, goalSeek(model, { change: id, result: "roi", target: 0 }, overrides)]),
  );
}

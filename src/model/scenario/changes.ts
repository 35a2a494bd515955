import { assumptionsAsSet, type RoiModel, type Values } from "../roi/index.js";
import type { Scenario } from "./types.js";

export interface Change {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** Assumptions in which two readings differ, in the order of the declaration; missing equals missing. */
export function changesBetween(model: RoiModel, before: Values, after: Values): Change[] {
  return model.assumptions.flatMap(({ id }) => {
    const [from, to] = [before[id] ?? NaN, after[id] ?? NaN];
    return Object.is(from, to) ? [] : [{ id, from, to }];
  });
}

/** What the reader has changed against the basis. */
export function changesOf(model: RoiModel, { overrides }: Pick<Scenario, "overrides">): Change[] {
  return changesBetween(model, assumptionsAsSet(model), assumptionsAsSet(model, overrides));
}

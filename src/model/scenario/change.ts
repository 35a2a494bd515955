import type { RoiModel } from "../roi/index.js";
import type { Preset } from "../../playbooks/types.js";
import type { Scenario } from "./types.js";

/** An assumption that is believed, not decided, and so has a low and a high. */
export function isDrawn(model: RoiModel, id: string): boolean {
  const given = model.given[id];
  return given !== undefined && given.kind !== "choice";
}

/** Sets an assumption within what makes sense for it; its own value takes it off the list of changes. */
export function setAssumption(model: RoiModel, scenario: Scenario, id: string, value: number): Scenario {
  const node = model.nodes.get(id);
  const given = model.given[id];
  if (!node || !given) throw new RangeError(`not an assumption of this playbook: ${id}`);
  if (Number.isNaN(value)) return scenario;
  const [low, high] = node.bounds ?? [-Infinity, Infinity];
  const most = id.startsWith("share_") ? Math.min(high, 1 - otherShares(model, scenario, id)) : high;
  const within = Math.min(most, Math.max(low, value));
  if (Object.is(within, given.value)) return resetAssumption(scenario, id, { keepRange: true });
  return { ...scenario, overrides: { ...scenario.overrides, [id]: within } };
}

/** Sets an assumption's low and high, put in order and within what makes sense. */
export function setRange(model: RoiModel, scenario: Scenario, id: string, ends: readonly [number, number]): Scenario {
  if (!isDrawn(model, id)) throw new RangeError(`not drawn: ${id}`);
  if (ends.some(Number.isNaN)) return scenario;
  const [least, most] = model.nodes.get(id)!.bounds ?? [-Infinity, Infinity];
  const [low, high] = ends.map((end) => Math.min(most, Math.max(least, end))).sort((a, b) => a - b) as [number, number];
  return { ...scenario, ranges: { ...scenario.ranges, [id]: { low, high } } };
}

export function resetAssumption(scenario: Scenario, id: string, { keepRange = false } = {}): Scenario {
  const without = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => key !== id));
  return {
    ...scenario,
    overrides: without(scenario.overrides),
    ranges: keepRange ? scenario.ranges : without(scenario.ranges),
  };
}

/** A preset as the working copy: the plan's figures with its overrides, the reader's own lows and highs put aside. */
export function fromPreset(scenario: Scenario, { overrides }: Pick<Preset, "overrides">): Scenario {
  return { ...scenario, basis: "plan", overrides, ranges: {} };
}

function otherShares(model: RoiModel, { overrides }: Scenario, id: string): number {
  return Object.keys(model.given)
    .filter((other) => other.startsWith("share_") && other !== id)
    .reduce((sum, other) => sum + (overrides[other] ?? model.given[other]!.value), 0);
}

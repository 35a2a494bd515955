import { rangeAt, roiModel } from "../../src/model/roi/index.js";
import { decodeScenario } from "../../src/model/scenario/index.js";
import { playbookById, playbooks } from "../../src/playbooks/index.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { UserError } from "../userError.js";
import type { AssumptionEdit } from "./editAssumptions.js";

export interface ScenarioEdits {
  readonly playbook: Playbook;
  readonly edits: readonly AssumptionEdit[];
  /** What a reviewer should know. */
  readonly notes: readonly string[];
}

/**
 * What a link's scenario changes in its playbook. Nothing is fetched: all of it is in the address.
 *
 * @throws UserError when any part of the link is refused, or when it changes nothing
 */
export function scenarioEdits(link: string): ScenarioEdits {
  const query = link.slice(link.search(/[#?](?!.*[#?])/) + 1);
  const playbook = playbookOf(query);
  const model = roiModel(playbook);
  const { weeklyCapacity, weeklyBudget } = playbook.queue;
  const vocabulary = { playbook: playbook.id, model, presets: playbook.roi.presets, weeklyCapacity, weeklyBudget };
  const { scenario, refused } = decodeScenario(query, vocabulary);
  if (refused.length > 0) {
    throw usage(refused.map(({ key, value, reason }) => `${key}=${value}: ${reason.en}`).join("; "));
  }
  const ids = Object.keys(model.given).filter((id) => id in scenario.overrides || id in scenario.ranges);
  if (ids.length === 0) throw usage("the link changes no assumption");
  const edits = ids.flatMap((id) => {
    const { value: before, low, high } = model.given[id]!;
    const value = scenario.overrides[id] ?? before;
    const edit = scenario.ranges[id];
    const isStated = value === before && (!edit || (edit.low === low && edit.high === high));
    const range = rangeAt(model, id, value, scenario.ranges);
    return isStated ? [] : [{ id, value, range: range && ([range.low, range.high] as const) }];
  });
  return { playbook, edits, notes: edits.flatMap(({ id }) => notesOn(id, model.given[id]!.kind)) };
}

function playbookOf(query: string): Playbook {
  const id = new URLSearchParams(query).get("playbook");
  if (id !== null && playbooks.some((each) => each.id === id)) return playbookById(id);
  throw usage(`no known playbook in it: ${id ?? "none"}`);
}

function notesOn(id: string, kind: string): string[] {
  const notes: string[] = [];
  if (kind === "published") {
    notes.push(`${id}: marked as published; mark it \`ours\` if the new figure is not from the source`);
  }
  if (/^(customers|ltv|(share|p|relative_ltv)_\w+)$/.test(id)) {
    notes.push(`${id}: where a run exists, pages take the data's figure instead of the playbook's`);
  }
  return notes;
}

function usage(what: string): UserError {
  return new UserError({
    what,
    where: "the link",
    allowed: "a link copied from the What-if page with at least one changed assumption",
    todo: "copy the link again; put it in quotes, for the shell reads & otherwise",
  });
}

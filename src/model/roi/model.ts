import type { Assumption, Playbook } from "../../playbooks/types.js";
import { roiGraph } from "./graph.js";
import { roiNodes } from "./nodes.js";
import type { RoiModel, Values } from "./types.js";

type RoiPlaybook = Pick<Playbook, "tiers" | "winback" | "phases" | "roi">;

/**
 * The ROI model with a playbook's figures.
 *
 * @throws RangeError naming the node or assumption that is wrong
 */
export function roiModel(playbook: RoiPlaybook): RoiModel {
  const graph = roiGraph(roiNodes(playbook));
  const { floor, source } = playbook.winback;
  const given = { floor: { ...floor, spread: "triangular", kind: source } as const, ...playbook.roi.assumptions };
  for (const [id, assumption] of Object.entries(given)) check(id, assumption, graph.nodes.get(id));
  return { ...graph, given, goLine: playbook.roi.goLine };
}

/** The assumptions as set: what the playbook or the data give, NaN where neither does, then the reader's overrides. */
export function assumptionsAsSet({ assumptions, given }: RoiModel, overrides: Values = {}): Record<string, number> {
  const values: Record<string, number> = {};
  for (const { id } of assumptions) values[id] = overrides[id] ?? given[id]?.value ?? NaN;
  for (const id of Object.keys(overrides)) {
    if (!Object.hasOwn(values, id)) throw new RangeError(`not an assumption of the ROI model: ${id}`);
  }
  return values;
}

function check(
  id: string,
  { low, value, high, spread }: Assumption,
  node: { readonly formula?: string } | undefined,
): void {
  if (!node || node.formula !== undefined) throw new RangeError(`not an assumption of the ROI model: ${id}`);
  if (!(low <= value && value <= high)) {
    throw new RangeError(`invalid assumption ${id}; value not in [low, high] = [${low}, ${high}]: ${value}`);
  }
  if (spread === "lognormal" && !(low > 0)) throw new RangeError(`invalid assumption ${id}; low not above 0: ${low}`);
}

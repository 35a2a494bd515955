import { evaluate } from "../expression/index.js";
import { assumptionsAsSet } from "./model.js";
import type { RoiModel, Values } from "./types.js";

/**
 * Values of all nodes at the assumptions as set, money in the small unit.
 *
 * @param overrides assumptions that differ from the playbook's or the data's, by id
 * @throws RangeError for an override that is no assumption
 */
export function evaluateRoi(model: RoiModel, overrides: Values = {}): Values {
  const values = assumptionsAsSet(model, overrides);
  for (const { id, tree } of model.formulas) values[id] = evaluate(tree, values);
  return values;
}

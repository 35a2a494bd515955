import { evaluate, names, parse } from "../expression/index.js";
import { churnProbability, type ChurnModel } from "./anyModel.js";
import type { Row } from "./types.js";

/** A change that the business can bring about: new values of features, as formulas over their old ones. */
export interface Change {
  readonly set: Readonly<Record<string, string>>;
}

/** The customer after the changes, one after the other. What is missing stays missing. */
export function changed(row: Row, changes: readonly Change[]): Row {
  return changes.reduce<Row>((before, { set }) => {
    const after = Object.entries(set).flatMap(([feature, formula]) => {
      const tree = parse(formula);
      const scope = Object.fromEntries(names(tree).map((name) => [name, numberOf(before[name])]));
      const value = evaluate(tree, scope);
      return Number.isNaN(numberOf(before[feature])) || Number.isNaN(value) ? [] : [[feature, value] as const];
    });
    return { ...before, ...Object.fromEntries(after) };
  }, row);
}

/** p of the customer after the changes: what the model says of such a customer, which is no promise of an effect. */
export function probabilityAfter(model: ChurnModel, row: Row, changes: readonly Change[]): number {
  return churnProbability(model, changed(row, changes));
}

function numberOf(value: Row[string]): number {
  return typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : NaN;
}

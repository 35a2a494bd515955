import type { Lang, Text } from "../../playbooks/types.js";
import { substitute, toReadable } from "../expression/index.js";
import type { RoiModel, Values } from "./types.js";
import type { Unit } from "./units.js";

export interface Receipt {
  readonly id: string;
  readonly label: Text;
  readonly unit: Unit;
  readonly value: number;
  readonly source: Text;
  /** With labels in each language, and with ids as declared; undefined for an assumption. */
  readonly formula?: Text & { readonly ids: string };
  /** The formula with numbers in the place of names. */
  readonly numbers?: string;
  readonly inputs: readonly {
    readonly id: string;
    readonly label: Text;
    readonly unit: Unit;
    readonly value: number;
  }[];
}

/**
 * Where a figure comes from: formula, numbers, inputs, unit, source. Each input has a receipt of its own.
 *
 * @param values of all nodes, as from `evaluateRoi`
 * @param format a number as the page shows it; `id` is undefined for a number of the formula itself
 * @throws RangeError for an unknown node
 */
export function explain(
  model: RoiModel,
  id: string,
  values: Values,
  format: (value: number, id?: string) => string = (value) => String(Number(value.toPrecision(12))),
): Receipt {
  const node = model.nodes.get(id);
  if (!node) throw new RangeError(`not a node of the ROI model: ${id}`);
  const { label, unit, source } = node;
  const receipt = { id, label, unit, value: values[id]!, source, inputs: [] };
  const formula = model.formulas.find((one) => one.id === id);
  if (!formula) return receipt;
  const inLang = (lang: Lang): string => toReadable(formula.tree, (name) => model.nodes.get(name)!.label[lang]);
  return {
    ...receipt,
    formula: { ids: formula.formula, zh: inLang("zh"), en: inLang("en") },
    numbers: substitute(formula.tree, values, format),
    inputs: formula.inputs.map((input) => {
      const { label: name, unit: inputUnit } = model.nodes.get(input)!;
      return { id: input, label: name, unit: inputUnit, value: values[input]! };
    }),
  };
}

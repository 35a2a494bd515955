import { explain, type RoiModel, type Values } from "../../model/roi/index.js";
import type { Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import type { Receipt } from "../receipt.js";
import { unitText } from "./unitText.js";
import { valueText } from "./shown.js";

const placeholder = { zh: "占位值，请换成自己的数；", en: "a placeholder, to be replaced with your own figure; " };

/**
 * Where a result comes from: formula with names, formula with numbers, inputs, unit and source.
 * @param condition under which the values hold, where they are not the page's own
 */
export function nodeReceipt(
  context: PageContext,
  model: RoiModel,
  values: Values,
  id: string,
  condition?: Text,
): Receipt {
  const { lang, say } = context;
  const write = (value: number, node?: string): string =>
    node === undefined ? String(value) : valueText(context, model.nodes.get(node)!, value);
  const { label, unit, source, formula, numbers, inputs, value } = explain(model, id, values, write);
  const result = valueText(context, model.nodes.get(id)!, value);
  return {
    name: condition ? `${say(label)}${lang === "zh" ? "：" : ": "}${say(condition)}` : say(label),
    formula: formula ? `${say(label)} = ${formula[lang]} = ${numbers} = ${result}` : result,
    inputs: inputs
      .filter((input) => Number.isFinite(input.value))
      .map((input) => `${say(input.label)} ${write(input.value, input.id)}`)
      .join(lang === "zh" ? "；" : "; "),
    source: `${model.given[id]?.kind === "placeholder" ? placeholder[lang] : ""}${say(source)}${lang === "zh" ? "；单位：" : "; unit: "}${unitText(unit, context)}`,
  };
}

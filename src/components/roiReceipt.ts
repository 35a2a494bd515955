import { explain, type RoiModel, type Unit, type Values } from "../model/roi/index.js";
import type { PageContext } from "./context.js";
import type { Format } from "./format.js";
import type { Receipt } from "./receipt.js";

/** The receipt of a node of the ROI model, with the values it has now. */
export function roiReceipt({ lang, format }: PageContext, model: RoiModel, values: Values, id: string): Receipt {
  const { label, source, formula, inputs } = explain(model, id, values);
  return {
    name: label[lang],
    formula: formula ? `${label[lang]} = ${formula[lang]}` : undefined,
    inputs: inputs
      .filter(({ value }) => Number.isFinite(value))
      .map((input) => `${input.label[lang]} ${writeUnit(format, input.value, input.unit)}`)
      .join(lang === "zh" ? "；" : "; "),
    source: source[lang],
  };
}

/** A value of the ROI model as its unit is written. */
export function writeUnit(format: Format, value: number, unit: Unit): string {
  switch (unit) {
    case "money":
      return format.largeMoney(value);
    case "money/customer":
      return format.money(value);
    case "share":
      return format.percent(value, Math.abs(value * 100 - Math.round(value * 100)) > 0.05 ? 1 : 0);
    case "points":
      return `${format.points(value)} ${format.lang === "zh" ? "点" : "pts"}`;
    case "customers":
    case "days":
      return format.count(value);
    case "months":
      return format.decimal(value, 1);
    case "switch":
      return value ? (format.lang === "zh" ? "计入" : "counted") : format.lang === "zh" ? "不计" : "not counted";
    case "ratio":
      return format.decimal(value, 2);
  }
}

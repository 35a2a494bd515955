import { empty, formula, number, text, type Cell, type CellFormat, type Sheet } from "../workbook/cells.js";
import { toExcel } from "../../model/expression/index.js";
import { assumptionsAsSet, rangeAt, type RoiModel, type Unit } from "../../model/roi/index.js";
import type { Scenario } from "../../model/scenario/index.js";
import type { Lang, Playbook, Preset } from "../../playbooks/types.js";
import { cashSheet } from "./cashSheet.js";
import { presetSheet } from "./presetSheet.js";
import { unitText } from "./unitText.js";

export interface WorkbookInput {
  readonly lang: Lang;
  /** The working copy's model, and the plan's, which presets are readings of. */
  readonly model: RoiModel;
  readonly plan: RoiModel;
  readonly playbook: Pick<Playbook, "customer" | "phases" | "money"> & {
    readonly roi: { readonly presets: readonly Preset[] };
  };
  readonly scenario: Scenario;
  /** Shown at the top of the first sheet, such as business, scenario and date of the data. */
  readonly title: readonly string[];
}

/** The working copy as a workbook: assumptions as named cells, formulas over them, cash flow, presets side by side. */
export function workbookSheets(input: WorkbookInput): Sheet[] {
  return [assumptionSheet(input), formulaSheet(input), cashSheet(input), presetSheet(input)];
}

const words = {
  assumptions: { zh: "假设", en: "Assumptions" },
  formulas: { zh: "公式", en: "Formulas" },
  head: {
    zh: ["假设", "名称", "取值", "低", "高", "单位", "来源"],
    en: ["Assumption", "Name", "Value", "Low", "High", "Unit", "Source"],
  },
  formulaHead: {
    zh: ["项目", "名称", "结果", "公式", "单位", "来源"],
    en: ["Item", "Name", "Result", "Formula", "Unit", "Source"],
  },
};

function assumptionSheet({ lang, model, playbook, scenario, title }: WorkbookInput): Sheet {
  const values = assumptionsAsSet(model, scenario.overrides);
  const top = title.map((line, i) => [text(line, i === 0 ? "title" : "text")]);
  const rows: Cell[][] = [...top, [], words.head[lang].map((name) => text(name, "head"))];
  const names: Record<string, string> = {};
  for (const node of model.assumptions) {
    const value = values[node.id]!;
    const range = rangeAt(model, node.id, value, scenario.ranges);
    const format = formatOf(node.unit);
    rows.push([
      text(node.label[lang]),
      text(node.id),
      number(value, format),
      range ? number(range.low, format) : empty,
      range ? number(range.high, format) : empty,
      text(unitText(node.unit, { lang, playbook })),
      text(node.source[lang]),
    ]);
    names[node.id] = `C${rows.length}`;
  }
  return { name: words.assumptions[lang], widths: [34, 22, 16, 14, 14, 14, 48], rows, names };
}

function formulaSheet({ lang, model, playbook }: WorkbookInput): Sheet {
  const rows: Cell[][] = [words.formulaHead[lang].map((name) => text(name, "head"))];
  const names: Record<string, string> = {};
  for (const node of model.formulas) {
    rows.push([
      text(node.label[lang]),
      text(node.id),
      formula(toExcel(node.tree), formatOf(node.unit)),
      text(node.formula),
      text(unitText(node.unit, { lang, playbook })),
      text(node.source[lang]),
    ]);
    names[node.id] = `C${rows.length}`;
  }
  return { name: words.formulas[lang], widths: [38, 24, 18, 80, 14, 48], rows, names };
}

export function formatOf(unit: Unit): CellFormat {
  if (unit === "money" || unit === "customers") return "whole";
  if (unit === "share" || unit === "points") return "percentFine";
  return unit === "switch" || unit === "days" ? "number" : "decimal";
}

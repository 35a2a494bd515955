import { toExcel } from "../../model/expression/index.js";
import { assumptionsAsSet, presetLines } from "../../model/roi/index.js";
import { empty, formula, number, text, type Cell, type Sheet } from "../workbook/cells.js";
import { formatOf, type WorkbookInput } from "./sheets.js";
import { unitText } from "./unitText.js";

const words = {
  name: { zh: "预设", en: "Presets" },
  item: { zh: "项目", en: "Item" },
  unit: { zh: "单位", en: "Unit" },
  yours: { zh: "当前方案", en: "Working copy" },
};

/** The readings side by side: each column holds the whole model over its own assumptions, and so recalculates. */
export function presetSheet({ lang, plan, playbook }: WorkbookInput): Sheet {
  const { presets } = playbook.roi;
  const nodes = [...plan.assumptions, ...plan.formulas];
  // Head, notes, results, an empty line; then the model.
  const first = presetLines.length + 4;
  const rowOf = new Map(nodes.map(({ id }, i) => [id, first + i]));
  const columns = presets.map((preset, i) => ({
    letter: String.fromCharCode(67 + i),
    preset,
    values: assumptionsAsSet(plan, preset.overrides),
  }));
  const yours = (id: string): Cell => formula(id, formatOf(plan.nodes.get(id)!.unit));
  const results = presetLines.map((id): Cell[] => {
    const { label, unit } = plan.nodes.get(id)!;
    const cells = columns.map(({ letter }) => formula(`${letter}${rowOf.get(id)}`, formatOf(unit)));
    return [text(label[lang], "head"), text(unitText(unit, { lang, playbook })), ...cells, yours(id)];
  });
  const model = nodes.map((node): Cell[] => {
    const tree = plan.formulas.find(({ id }) => id === node.id)?.tree;
    const cells = columns.map(({ letter, values }) =>
      tree
        ? formula(
            toExcel(tree, (id) => `${letter}${rowOf.get(id)}`),
            formatOf(node.unit),
          )
        : number(values[node.id]!, formatOf(node.unit)),
    );
    return [text(node.label[lang]), text(unitText(node.unit, { lang, playbook })), ...cells, yours(node.id)];
  });
  const heads = [words.item[lang], words.unit[lang], ...presets.map(({ label }) => label[lang]), words.yours[lang]];
  const notes = [empty, empty, ...presets.map(({ note }) => text(note[lang]))];
  const rows = [heads.map((name) => text(name, "head")), notes, ...results, [], ...model];
  return { name: words.name[lang], widths: [36, 14, ...heads.slice(2).map(() => 20)], rows, names: {} };
}

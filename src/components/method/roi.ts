import { html } from "htl";
import { presetTable, type RoiModel, type Values } from "../../model/roi/index.js";
import type { Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { roiReceipt, writeUnit } from "../roiReceipt.js";
import { table } from "./table.js";

export function presets(context: PageContext, model: RoiModel): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  const { columns, lines } = presetTable(model, playbook.roi.presets);
  const cell = (column: (typeof columns)[number], id: string, unit: RoiModel["assumptions"][number]["unit"]) =>
    html`<td class="num">
      ${figure(context, id === "payback" ? context.format.decimal(column.values[id]!, 2) : id === "roi" ? context.format.percent(column.values[id]!, 1) : writeUnit(context.format, column.values[id]!, unit), () => roiReceipt(context, model, column.values, id))}
    </td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "各种算法" : "Readings"}>
    <table class="readings">
      <thead>
        <tr>
          <td></td>
          ${columns.map(({ preset }) => html`<th scope="col" class="num"><b>${say(preset.label)}</b><br /><span class="note">${say(preset.note)}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ node }) =>
            html`<tr>
              <th scope="row">${node.label[lang]}</th>
              ${columns.map((column) => cell(column, node.id, node.unit))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function nodeTable(
  context: PageContext,
  name: Text,
  model: RoiModel,
  values: Values,
  isShown: (id: string) => boolean,
): HTMLElement {
  const { lang } = context;
  const zh = lang === "zh";
  const nodes = [...model.nodes.values()].filter(({ id }) => isShown(id) && Number.isFinite(values[id]));
  return table(
    name[lang],
    [
      { text: zh ? "名称" : "Name" },
      { text: zh ? "现值" : "Value now", isNumber: true },
      { text: zh ? "公式或来源" : "Formula or source" },
    ],
    nodes.map((node) => {
      const formula = "formula" in node && typeof node.formula === "string" ? node.formula : undefined;
      const receipt = () => roiReceipt(context, model, values, node.id);
      return html`<tr>
        <th scope="row">${node.label[lang]} <span class="note mono">${node.id}</span></th>
        <td class="num">${figure(context, writeUnit(context.format, values[node.id]!, node.unit), receipt)}</td>
        <td class=${formula ? "mono wrap" : "wrap"}>${formula ?? node.source[lang]}</td>
      </tr>`;
    }),
  );
}

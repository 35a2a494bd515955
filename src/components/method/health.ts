import { html } from "htl";
import { names, parse, toReadable } from "../../model/expression/index.js";
import type { PageContext } from "../context.js";
import { table } from "./table.js";

export function healthTable(context: PageContext): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  return table(
    zh ? "健康分" : "Health score",
    [
      { text: zh ? "分量" : "Component" },
      { text: zh ? "权重" : "Weight", isNumber: true },
      { text: zh ? "公式（0–100）" : "Formula (0–100)" },
      { text: zh ? "输入" : "Inputs" },
    ],
    playbook.health.components.map(({ label, weight, formula }) => {
      const tree = parse(formula);
      return html`<tr>
        <th scope="row">${say(label)}</th>
        <td class="num">${f.decimal(weight, 2)}</td>
        <td class="mono wrap">${formula}</td>
        <td class="small wrap">
          ${names(tree)
            .map(nameOf(context))
            .join(zh ? "、" : ", ")}
        </td>
      </tr>`;
    }),
  );
}

export function signalTable(context: PageContext): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  return table(
    zh ? "风险信号与机会" : "Risk factors and opportunities",
    [{ text: zh ? "写法" : "Wording" }, { text: zh ? "条件" : "Condition" }],
    [...playbook.riskFactors, ...playbook.opportunities].map(
      ({ phrase, when }) =>
        html`<tr>
          <th scope="row">${say(phrase).replace(/\{\w+\}/g, "…")}</th>
          <td class="mono wrap">${toReadable(parse(when), nameOf(context))}</td>
        </tr>`,
    ),
  );
}

/** Column names of the mart in the words of the playbook, where it has them. */
function nameOf({ playbook, lang }: PageContext): (id: string) => string {
  return (id) => playbook.features.find((feature) => feature.id === id)?.label[lang] ?? id;
}

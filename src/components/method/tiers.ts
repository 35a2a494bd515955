import { html } from "htl";
import { winback } from "../../model/winback.js";
import { tierIds } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import { tierMark } from "../tierMark.js";
import { table } from "./table.js";

export function tierRules(context: PageContext): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  return table(
    zh ? "风险层与动作" : "Tiers and actions",
    [
      { text: zh ? "风险层" : "Tier" },
      { text: zh ? "概率" : "Probability" },
      { text: zh ? "典型信号" : "Typical sign" },
      { text: zh ? "动作" : "Action" },
    ],
    tierIds.map((tier, i) => {
      const { above, typicalSign, actions } = playbook.tiers[tier];
      const upper = i ? playbook.tiers[tierIds[i - 1]!].above : undefined;
      const bounds =
        i === tierIds.length - 1
          ? `≤ ${upper}`
          : upper === undefined
            ? `> ${above}`
            : `> ${above}，≤ ${upper}`.replace("，", zh ? "，" : ", ");
      return html`<tr>
        <th scope="row">${tierMark(context, tier)}</th>
        <td class="nb">p ${bounds}</td>
        <td class="wrap">${say(typicalSign)}</td>
        <td class="wrap">${actions.map(say).join(zh ? "；" : "; ")}</td>
      </tr>`;
    }),
  );
}

export function curveTable({ lang, say, playbook, format: f }: PageContext): HTMLElement {
  const zh = lang === "zh";
  const curve = winback(playbook.winback);
  return table(
    zh ? "时效曲线" : "Win-back curve",
    [
      { text: zh ? "越线后天数" : "Days after crossing", isNumber: true },
      { text: zh ? "留存率" : "Stay rate", isNumber: true },
      { text: zh ? "时效 g" : "Effect g", isNumber: true },
      { text: zh ? "客户的说法" : "What customers say" },
    ],
    playbook.winback.curve.map(
      ({ days, stayRate, note }) =>
        html`<tr>
          <th scope="row" class="num">${days}</th>
          <td class="num">${f.percent(stayRate)}</td>
          <td class="num">${f.decimal(curve(days).effect, 3)}</td>
          <td>${say(note)}</td>
        </tr>`,
    ),
  );
}

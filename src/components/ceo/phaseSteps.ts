import { html } from "htl";
import type { PageContext } from "../context.js";
import type { Advice } from "../findings/advice.js";
import { figure } from "../figure.js";
import type { Phase } from "../../playbooks/types.js";
import { budgetReceipt } from "./receipts.js";

const first: Readonly<Record<Advice, { zh: string; en: string }>> = {
  start: { zh: "请批准启动", en: "approve now" },
  extend: { zh: "续期，等门灯", en: "extended until the gates decide" },
  hold: { zh: "进行中", en: "under way" },
  release: { zh: "完成", en: "done" },
  stop: { zh: "叫停，退回常规", en: "stopped" },
};

function phaseScope({ lang, say }: PageContext, { months: [from, to], scope }: Phase): string {
  return lang === "zh" ? `${from}–${to} 月 · ${say(scope)}` : `mo ${from}–${to} · ${say(scope)}`;
}

/** Money released phase by phase, with what each waits for. */
export function phaseSteps(context: PageContext, advice: Advice): HTMLElement {
  const { lang, playbook, say, format } = context;
  const zh = lang === "zh";
  const total = playbook.phases.reduce((sum, { budget }) => sum + budget, 0);
  const state = (i: number): string => {
    if (i === 0) return first[advice][lang];
    if (advice === "stop") return zh ? "不放行" : "not released";
    if (i === 1)
      return advice === "release" ? (zh ? "可以放行" : "may be released") : zh ? "门灯转绿后再批" : "waits for GO";
    return zh
      ? `${say(playbook.phases[i - 1]!.label)}达标后另议`
      : `after ${say(playbook.phases[i - 1]!.label).toLowerCase()}`;
  };
  const style = (i: number) => (i === 0 ? (advice === "release" ? "done" : "now") : i === 1 ? "next" : "later");
  return html`<div>
    <h3 class="gap">${zh ? `分步拨付，${format.largeUnit}` : `Released in steps, ${format.largeUnit}`}</h3>
    <div
      class="steps"
      aria-hidden="true"
      style="grid-template-columns:${playbook.phases.map(({ budget }) => `${budget / total}fr`).join(" ")}"
    >
      ${playbook.phases.map((_, i) => html`<i class=${style(i)}></i>`)}
    </div>
    <table class="stept">
      <tbody>
        ${playbook.phases.map(
          (phase, i) =>
            html`<tr>
              <th scope="row"><span class="sw s-${style(i)}"></span>${say(phase.label)}</th>
              <td>${phaseScope(context, phase)}</td>
              <td>${i === 0 ? html`<b>${state(i)}</b>` : state(i)}</td>
              <td class="num">${figure(context, format.largeNumber(phase.budget), budgetReceipt(context, phase))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

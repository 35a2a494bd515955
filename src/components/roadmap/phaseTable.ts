import { html } from "htl";
import { stackOnPhone } from "../stackOnPhone.js";
import type { RoadmapData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { figure } from "../figure.js";

const states = {
  past: { zh: "已过", en: "past" },
  now: { zh: "进行中", en: "under way" },
  ahead: { zh: "未到", en: "ahead" },
};

/** Each phase with its work, what was spent against its budget, and how many were contacted. */
export function phaseTable(context: PageContext, data: RoadmapData): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  const heads = zh ? ["预算", "已花", "占比", "联系"] : ["Budget", "Spent", "Share", "Contacted"];
  const spent = (value: number | null) =>
    value === null
      ? "–"
      : figure(context, f.largeMoney(value), {
          name: zh ? "干预花费" : "Spent on contacts",
          formula: "Σ cost",
          source: zh ? "interventions，按联系日落在该阶段" : "interventions contacted within the phase",
        });
  return stackOnPhone(
    html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "阶段" : "Phases"}>
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "阶段" : "Phase"}</th>
            <th scope="col">${zh ? "月份与范围" : "Months and scope"}</th>
            <th scope="col">${zh ? "做什么，怎样算成" : "Work, and what counts as success"}</th>
            ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${data.phases.map((phase) => {
            const plan = playbook.phases.find(({ id }) => id === phase.id)!;
            return html`<tr>
              <th scope="row"><b>${say(plan.label)}</b><span class="tag">${states[phase.state][lang]}</span></th>
              <td>
                ${zh ? `${phase.fromMonth}–${phase.toMonth} 月` : `mo ${phase.fromMonth}–${phase.toMonth}`} ·
                ${say(plan.scope)}
              </td>
              <td>
                ${say(plan.work)}${plan.success ? html`<span class="note"> ${zh ? "成功：" : "Success: "}${say(plan.success)}</span>` : null}
              </td>
              <td class="num">${f.largeMoney(phase.budget)}</td>
              <td class="num">${spent(phase.spent)}</td>
              <td class="num">${phase.spent === null ? "–" : f.percent(phase.spent / phase.budget)}</td>
              <td class="num">${phase.contacted === null ? "–" : countText(f, phase.contacted)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`,
  );
}

import { html } from "htl";
import type { ExperimentCard } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { strategyName } from "./strategyName.js";

/** The plan word for word as it is hashed. */
export function planTable(
  { lang, format: f, say, playbook }: PageContext,
  { plan, hash }: ExperimentCard,
): HTMLElement {
  const zh = lang === "zh";
  const tiers = plan.tiers.map((tier) => {
    const found = Object.entries(playbook.tiers).find(([id]) => id === tier)?.[1];
    return found ? say(found.label) : tier;
  });
  // the id stands beside the name: it is what the hash was taken of
  const arm = (id: string) => {
    const name = say(strategyName(playbook, id));
    return name === id ? id : zh ? `${name}（${id}）` : `${name} (${id})`;
  };
  const rows: readonly (readonly [string, string])[] = [
    [
      zh ? "指标" : "Metric",
      zh ? `分派 ${plan.followUpDays} 天后仍在的比例` : `share still there ${plan.followUpDays} days after assignment`,
    ],
    [zh ? "各组" : "Arms", plan.arms.map(({ id, share }) => `${arm(id)} ${f.percent(share)}`).join(zh ? "、" : ", ")],
    [zh ? "对照" : "Control", arm(plan.control)],
    [zh ? "风险层" : "Tiers", tiers.join(zh ? "、" : ", ")],
    [
      zh ? "每组人数" : "Size",
      zh ? `每组 ${f.count(plan.perArm)} ${playbook.customer.counter}` : `${f.count(plan.perArm)} an arm`,
    ],
    [
      zh ? "开始与定论" : "Start and end",
      `${f.date(plan.startsOn)} – ${plan.endsOn ? f.date(plan.endsOn) : zh ? "没有定" : "none set"}`,
    ],
    [
      zh ? "判定" : "Rule",
      `${plan.rule}, α ${f.decimal(plan.alpha, 2)}, ${zh ? "把握" : "power"} ${f.percent(plan.power)}`,
    ],
    ["SHA-256", hash],
  ];
  return html`<details class="behind">
    <summary>${zh ? "计划全文" : "The plan"}</summary>
    <table class="plan-file">
      <tbody>
        ${rows.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

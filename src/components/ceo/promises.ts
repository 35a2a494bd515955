import { html } from "htl";
import type { CeoData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { addDays } from "../dates.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { lossesReceipt, next30Receipt } from "./receipts.js";
import type { Scenario } from "./scenario.js";
import { weeklyChart } from "../weeklyChart.js";

/** What this run promises, each with the day on which it can be held against what happened. */
export function promises(context: PageContext, data: CeoData, { values }: Scenario): HTMLElement {
  const { lang, format, run, playbook } = context;
  const zh = lang === "zh";
  const losses = data.tiers.reduce((sum, tier) => sum + tier.expectedLosses, 0);
  const soon = addDays(run.asOf, 30);
  const late = addDays(run.asOf, run.horizonDays);
  const row = (name: string, unit: string, value: string, due: string, receipt: Receipt) =>
    html`<tr>
      <th scope="row">${name}<span class="note"> ${unit}</span></th>
      <td class="num"><b>${figure(context, value, receipt)}</b></td>
      <td class="num">${format.date(due)}</td>
    </tr>`;
  const hasTrend = data.history.length > 1;
  const people = zh ? playbook.customer.counter : playbook.customer.many.en;
  const rows = [
    row(
      zh ? "未来 30 天流失" : "Losses in 30 days",
      people,
      format.count(data.next30.heads),
      soon,
      next30Receipt(context, data),
    ),
    ...(run.horizonDays > 30
      ? [
          row(
            zh ? `未来 ${run.horizonDays} 天流失` : `Losses in ${run.horizonDays} days`,
            people,
            format.count(losses),
            late,
            lossesReceipt(context, data),
          ),
        ]
      : []),
    row(zh ? "增量留住" : "Saved by the plan", people, format.count(values["saved"]!), late, {
      name: zh ? "增量留住，相对对照组" : "Saved against the holdout",
      formula: "saved = Σ customers × uplift × g",
      source: zh
        ? "业务手册的假设；对照组 10% 不干预，用来量出真实增量"
        : "assumptions of the playbook; a holdout of 10% measures the true figure",
    }),
  ];
  return html`<div>
    <table class="prom">
      <thead>
        <tr>
          <th scope="col">${zh ? "本周立下的预测" : "Forecast of this week"}</th>
          <th scope="col" class="num">${zh ? "预测" : "Forecast"}</th>
          <th scope="col" class="num">${zh ? "到期" : "Due"}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${hasTrend ? html`<h3 class="gap">${zh ? `各周预计流失，${people}` : "Expected losses, week by week"}</h3>` : null}
    ${weeklyChart(context, data.history, { name: zh ? "各周预计流失人数" : "Expected losses by week", value: (week) => week.expectedLosses })}
    ${hasTrend ? html`<p class="cap">${zh ? "虚线各周是回填的：用今天的模型倒推，不算承诺，也不记账。" : "Dashed weeks are backfilled with today's model: no promises, and never scored."}</p>` : null}
  </div>`;
}

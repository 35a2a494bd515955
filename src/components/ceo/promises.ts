import { html } from "htl";
import type { CeoData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { addDays } from "../../model/addDays.js";
import { figure } from "../figure.js";
import { actualText, metricName, metricText, newestDue, promisePicture, type Due } from "../promiseParts.js";
import type { Receipt } from "../receipt.js";
import { lossesReceipt, next30Receipt } from "./receipts.js";
import type { Scenario } from "./scenario.js";
import { weeklyChart } from "../weeklyChart.js";

/** What was promised and what came of it; before anything is due, what this run promises. */
export function promises(context: PageContext, data: CeoData, now: Scenario): HTMLElement {
  const kept = data.promise ? newestDue(data.promise) : [];
  return html`<div>
    ${kept.length ? outcomes(context, kept) : forecasts(context, data, now)}${trend(context, data, kept.length > 0)}
  </div>`;
}

/** The newest forecast of each kind that has come due. */
function outcomes(context: PageContext, due: readonly Due[]): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  return html`<table class="prom kept">
    <thead>
      <tr>
        <th scope="col">${zh ? "到期的预测" : "Forecast that came due"}</th>
        <th scope="col" class="num">${zh ? "承诺" : "Promised"}</th>
        <th scope="col" class="num">${zh ? "实际" : "Happened"}</th>
        <th scope="col">
          <span class="vh">${zh ? "空心为承诺，实心为实际" : "hollow promised, filled happened"}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      ${due.map((one) => {
        const { name, unit } = metricName(context, one.metric);
        const promised = figure(context, metricText(context, one.metric, one.value), {
          name,
          inputs: `${f.date(one.asOf)} → ${f.date(one.dueOn)}; 95% ${f.range(f.count(one.low), f.count(one.high))}`,
          source: zh ? "forecast，发布时封存" : "forecast, sealed when published",
        });
        const happened = figure(context, actualText(context, one), {
          name,
          source: zh ? "outcome，按本周数据对账" : "outcome, held against this week's data",
        });
        return html`<tr>
          <th scope="row">${name}<span class="note"> ${unit}</span></th>
          <td class="num">
            ${promised}<br /><span class="note">${f.range(f.count(one.low), f.count(one.high))}</span>
          </td>
          <td class="num">
            <b>${happened}</b>
            <span class="note">${one.isCovered ? (zh ? "在区间内" : "within") : zh ? "区间外" : "outside"}</span>
          </td>
          <td class="pic">${promisePicture(one)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** What this run promises, each with the day on which it can be held against what happened. */
function forecasts(context: PageContext, data: CeoData, { values }: Scenario): HTMLElement {
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
  return html`<table class="prom">
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
  </table>`;
}

/** Lower where outcomes stand above it: the report keeps to one sheet. */
function trend(context: PageContext, { history }: CeoData, isShort: boolean): HTMLElement {
  const zh = context.lang === "zh";
  const people = context.playbook.customer.counter;
  const hasTrend = history.length > 1;
  const name = zh ? "各周预计流失人数" : "Expected losses by week";
  return html`<div>
    ${hasTrend ? html`<h3 class="gap">${zh ? `各周预计流失，${people}` : "Expected losses, week by week"}</h3>` : null}
    ${weeklyChart(context, history, { name, height: isShort ? 88 : 132, value: (week) => week.expectedLosses })}
    ${hasTrend && !isShort ? html`<p class="cap">${zh ? "虚线各周是回填的：用今天的模型倒推，不算承诺，也不记账。" : "Dashed weeks are backfilled with today's model: no promises, and never scored."}</p>` : null}
  </div>`;
}

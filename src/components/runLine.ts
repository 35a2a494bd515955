import { html } from "htl";
import type { PageContext } from "./context.js";
import { figure } from "./figure.js";

/** Whole days between a date and now; 0 for a date still to come. */
export function ageInDays(asOf: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(`${asOf}T00:00:00Z`)) / 86_400_000));
}

/** The date of the data and their age on the day the page is read. */
export function dataDate(context: PageContext, now = new Date()): HTMLElement {
  const { lang, run, format } = context;
  const days = ageInDays(run.asOf, now);
  const date = figure(context, format.date(run.asOf), {
    name: lang === "zh" ? "数据日期" : "Date of the data",
    inputs:
      lang === "zh"
        ? `接受 ${format.count(run.customers.accepted)} 位客户，剔除 ${format.count(run.customers.rejected)} 行`
        : `${format.count(run.customers.accepted)} customers accepted, ${format.count(run.customers.rejected)} rows set aside`,
    source: lang === "zh" ? "只读这一天及以前的数据" : "nothing dated later is read",
  });
  return lang === "zh"
    ? html`<span>数据截至 ${date}<span class="age">，距今 ${days} 天</span></span>`
    : html`<span>Data to ${date}<span class="age">, ${days === 1 ? "1 day" : `${days} days`} old</span></span>`;
}

/** What every page says about its data: synthetic, older than the cadence, or from one flat table. */
export function dataNotices({ lang, run, format }: PageContext, now = new Date()): HTMLElement {
  const days = ageInDays(run.asOf, now);
  const notices: HTMLElement[] = [];
  if (run.source === "sample")
    notices.push(
      html`<p>
        ${lang === "zh" ? "样例数据：客户、行为和结果都是模拟生成的，不是真实经营数据。" : "Sample data: customers, behaviour and outcomes are simulated, not a real business."}
      </p>`,
    );
  // a sample's date is fixed, so its age says nothing
  if (days > run.cadenceDays + 1 && run.source !== "sample")
    notices.push(
      html`<p class="late">
        ${lang === "zh" ? `数据已有 ${days} 天，超过每 ${run.cadenceDays} 天一次的节奏；下面的数字停在 ${format.date(run.asOf)}。` : `The data are ${days} days old, past their cadence of ${run.cadenceDays} days; the figures below stand at ${format.date(run.asOf)}.`}
      </p>`,
    );
  if (run.source === "flat")
    notices.push(
      html`<p>
        ${lang === "zh" ? "来源是一张宽表，只有一周、没有日期：没有历史、没有新进风险，也没有等待代价。" : "The source is one flat table, a single week without dates: no history, nobody newly at risk, no cost of waiting."}
      </p>`,
    );
  // a page shows a null as the word
  return notices.length ? html`<div class="notices" role="note">${notices}</div>` : html`<div hidden></div>`;
}

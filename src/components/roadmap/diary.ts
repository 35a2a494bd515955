import { html, svg } from "htl";
import type { PromiseData } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { actualText, metricName, metricText, promisePicture, type Due } from "../promiseParts.js";
import { linePath, scale } from "../scale.js";

/** Rows shown; all of them are behind the chart. */
const shownRows = 12;

/** Forecasts that have come due beside what happened, and how often their intervals covered it, week by week. */
export function diary(context: PageContext, promise: PromiseData | undefined): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  if (!promise?.due.length) {
    const next = promise?.nextDueOn;
    return html`<p class="empty">
      ${
        zh
          ? `只有真正发布过的周才算承诺，回填的周不算。${next ? `第一笔 ${f.date(next)} 到期。` : ""}`
          : `Only weeks that were really published promise anything, not backfilled ones. ${next ? `The first is due on ${f.date(next)}.` : ""}`
      }
    </p>`;
  }
  return html`<div class="row even">
    <div>
      ${coverageChart(context, promise.due)}
      <p class="cap">
        ${zh ? "每份预测带 95% 区间；线是到那一天为止落在区间内的比例，点线是 95%。" : "Every forecast carries a 95% interval; the line is the share covered so far, the dotted one 95%."}
      </p>
      ${coverageTable(context, promise)}
    </div>
    <div>${dueTable(context, promise.due.slice(0, shownRows))}</div>
  </div>`;
}

/** Share of forecasts covered by their interval, over all that had come due by each day. */
export function coverageByDay(due: readonly Due[]): { day: string; scored: number; covered: number }[] {
  const days = [...new Set(due.map(({ dueOn }) => dueOn))].sort();
  return days.map((day) => {
    const known = due.filter(({ dueOn }) => dueOn <= day);
    return { day, scored: known.length, covered: known.filter(({ isCovered }) => isCovered).length };
  });
}

function coverageChart({ lang, format: f }: PageContext, due: readonly Due[]): HTMLElement {
  const zh = lang === "zh";
  const points = coverageByDay(due);
  const last = points.at(-1)!;
  const label = zh
    ? `到 ${f.date(last.day)}，${last.scored} 份预测里 ${last.covered} 份落在 95% 区间内`
    : `By ${f.date(last.day)}, ${last.covered} of ${last.scored} forecasts were within their 95% interval`;
  const table = {
    head: zh ? ["到期日", "已到期", "在区间内", "比例"] : ["Day", "Due", "Covered", "Share"],
    rows: points.map(({ day, scored, covered }) => [
      f.date(day),
      String(scored),
      String(covered),
      f.percent(covered / scored),
    ]),
  };
  const draw = (width: number) => {
    const [top, base, left, right] = [12, 130, 44, width - 48];
    const x = scale([0, Math.max(1, points.length - 1)], [left, right]);
    const y = scale([0, 1], [base, top]);
    return {
      height: 160,
      marks: svg`<g>
        ${[0, 0.5, 1].map((at) => svg`<g><line class=${at === 0 ? "ax0" : "ax"} x1=${left} x2=${right} y1=${y(at)} y2=${y(at)}></line><text class="n e" x=${left - 6} y=${y(at) + 4}>${f.percent(at)}</text></g>`)}
        <line class="axd" x1=${left} x2=${right} y1=${y(0.95)} y2=${y(0.95)}></line>
        <path class="lineA" d=${linePath(points.map(({ scored, covered }, i) => [x(i), y(covered / scored)] as const))}></path>
        <circle class="dotF" r="4.5" cx=${x(points.length - 1)} cy=${y(last.covered / last.scored)}></circle>
        <text class="a" x=${x(points.length - 1) + 8} y=${y(last.covered / last.scored) + 4}>${f.percent(last.covered / last.scored)}</text>
        <text class="n" x=${left} y=${base + 20}>${f.shortDate(points[0]!.day)}</text>
        ${points.length > 1 ? svg`<text class="n e" x=${right} y=${base + 20}>${f.shortDate(last.day)}</text>` : null}
      </g>`,
    };
  };
  return chart({ lang, label, table, draw }, { width: 546 }).element;
}

function coverageTable(context: PageContext, { coverage }: PromiseData): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const heads = zh ? ["已到期", "在区间内", "比例"] : ["Due", "Covered", "Share"];
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${zh ? "预测" : "Forecast"}</th>
        ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${coverage.map(
        ({ metric, scored, covered }) =>
          html`<tr>
            <th scope="row">${metricName(context, metric).name}</th>
            <td class="num">${f.count(scored)}</td>
            <td class="num">${f.count(covered)}</td>
            <td class="num">${f.percent(covered / scored)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function dueTable(context: PageContext, due: readonly Due[]): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  return html`<table class="prom">
    <thead>
      <tr>
        <th scope="col">${zh ? "那一周的预测" : "Forecast of the week"}</th>
        <th scope="col" class="num">${zh ? "预测" : "Forecast"}</th>
        <th scope="col" class="num">${zh ? "结果" : "Outcome"}</th>
        <th scope="col"><span class="vh">${zh ? "图" : "Picture"}</span></th>
      </tr>
    </thead>
    <tbody>
      ${due.map(
        (one) =>
          html`<tr>
            <th scope="row">
              ${metricName(context, one.metric).name}<br /><span class="note nb">${f.date(one.asOf)}</span>
            </th>
            <td class="num">
              ${metricText(context, one.metric, one.value)}
              <span class="note">${f.range(f.count(one.low), f.count(one.high))}</span>
            </td>
            <td class="num">
              <b>${actualText(context, one)}</b>
              <span class="note">${one.isCovered ? (zh ? "在区间内" : "covered") : zh ? "区间外" : "missed"}</span>
            </td>
            <td class="pic">${promisePicture(one)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

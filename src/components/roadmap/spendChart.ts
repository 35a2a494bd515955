import { svg } from "htl";
import type { RoadmapData } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { linePath, niceTicks, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";

/** Money spent on contacts against the phases' budgets, both added up month by month. */
export function spendChart({ lang, format: f }: PageContext, data: RoadmapData): HTMLElement {
  const zh = lang === "zh";
  const months = data.months.filter(({ month }) => data.month !== null && month <= data.month);
  const planned = added(data.months.map((month) => month.planned));
  const spent = added(months.map((month) => month.spent ?? 0));
  const [plan, now] = [planned.at(-1) ?? 0, spent.at(-1) ?? 0];
  const label = zh
    ? `干预花费累计 ${f.largeMoney(now)}，同期计划 ${f.largeMoney(planned[spent.length - 1] ?? 0)}，全程计划 ${f.largeMoney(plan)}`
    : `Spent on contacts so far ${f.largeMoney(now)}, planned by now ${f.largeMoney(planned[spent.length - 1] ?? 0)}, planned in all ${f.largeMoney(plan)}`;
  const table = {
    head: zh ? ["月", "计划累计", "花费累计"] : ["Month", "Planned so far", "Spent so far"],
    rows: planned.map((money, i) => [
      String(i + 1),
      f.largeMoney(money),
      spent[i] === undefined ? "–" : f.largeMoney(spent[i]),
    ]),
  };
  const draw = (width: number) => {
    const [top, base, height] = [18, 190, 222];
    const most = Math.max(plan, now, 1);
    const ticks = niceTicks(0, most, 4);
    const left = Math.max(...ticks.map((at) => textWidth(f.largeMoney(at), 7))) + 8;
    const right = width - Math.max(textWidth(`${zh ? "计划 " : "plan "}${f.largeMoney(plan)}`, 7), 60) - 10;
    const x = scale([0, planned.length], [left, right]);
    const y = scale([0, most], [base, top]);
    const path = (values: readonly number[]) => linePath([0, ...values].map((value, i) => [x(i), y(value)] as const));
    const close = Math.abs(y(now) - y(plan)) < 16 && spent.length === planned.length;
    return {
      height,
      marks: svg`<g>
        ${ticks.map((at) => svg`<g><line class=${at === 0 ? "ax0" : "ax"} x1=${left} x2=${right} y1=${y(at)} y2=${y(at)}></line><text class="n e" x=${left - 6} y=${y(at) + 4}>${f.largeMoney(at)}</text></g>`)}
        ${data.phases.map(({ fromMonth }) => (fromMonth > 0 ? svg`<line class="axd" x1=${x(fromMonth)} x2=${x(fromMonth)} y1=${top - 6} y2=${base}></line>` : null))}
        <path class="dashN" d=${path(planned)}></path>
        ${spent.length ? svg`<path class="lineA" d=${path(spent)}></path>` : null}
        <text class="n" x=${right + 8} y=${y(plan) + (close ? -6 : 4)}>${zh ? "计划" : "plan"} ${f.largeMoney(plan)}</text>
        ${spent.length ? svg`<g><circle class="dotF" r="4.5" cx=${x(spent.length)} cy=${y(now)}></circle><text class="a halo" x=${x(spent.length) + 8} y=${y(now) - 8}>${f.largeMoney(now)}</text></g>` : null}
        ${[0, 3, 6, 9, 12].filter((month) => month <= planned.length).map((month) => svg`<text class="n m" x=${x(month)} y=${base + 18}>${month}</text>`)}
      </g>`,
    };
  };
  return chart({ lang, label, table, draw }, { width: 546 }).element;
}

function added(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

import { svg } from "htl";
import { chart, type Chart, type ChartOptions } from "./chart.js";
import type { PageContext } from "./context.js";
import { areaPath, linePath, niceTicks, scale, spread } from "./scale.js";
import type { Scenario } from "./ceo/scenario.js";
import { textWidth } from "./tierPicture.js";

/** Cumulated net cash over the first year, planned (so hollow and dashed), with its p10–p90 band and where it crosses zero. */
export function cashChart(context: PageContext, first: Scenario): Chart & { show(scenario: Scenario): void } {
  const drawn = chart(cashOptions(context, first), { width: 300 });
  return { ...drawn, show: (scenario) => drawn.update(cashOptions(context, scenario)) };
}

export function cashOptions(
  { lang, format, playbook }: PageContext,
  { cash, fan }: Pick<Scenario, "cash" | "fan">,
): ChartOptions {
  const { factor } = playbook.money.large[lang];
  const large = (value: number) => value / factor;
  const digits = lang === "zh" ? 0 : 1;
  const number = (value: number) => format.decimal(large(value), digits);
  const path = cash.months.map(({ cumulative }) => cumulative);
  const month = cash.crossing === undefined ? undefined : format.decimal(cash.crossing, 1);
  const crossing = month === undefined ? undefined : lang === "zh" ? `第 ${month} 月回正` : `month ${month}`;
  return {
    lang,
    label:
      lang === "zh"
        ? `累计净现金：第 0 月 ${format.largeMoney(path[0]!)}，${crossing ?? "一年内没有回正"}，第 12 月 ${format.largeMoney(cash.end)}，p10 到 p90 为 ${format.largeMoney(fan.p10[12]!)} 到 ${format.largeMoney(fan.p90[12]!)}`
        : `Cumulated net cash: ${format.largeMoney(path[0]!)} in month 0, ${crossing ? `positive from ${crossing}` : "negative all year"}, ${format.largeMoney(cash.end)} in month 12, p10 to p90 ${format.largeMoney(fan.p10[12]!)} to ${format.largeMoney(fan.p90[12]!)}`,
    table: {
      head:
        lang === "zh"
          ? ["月", `累计 ${format.largeUnit}`, "p10", "p90"]
          : ["Month", `Cumulated, ${format.largeUnit}`, "p10", "p90"],
      rows: path.map((value, i) => [String(i), number(value), number(fan.p10[i]!), number(fan.p90[i]!)]),
    },
    draw: (width) => {
      const [height, bottom, top] = [200, 170, 12];
      const [least, most] = [Math.min(0, ...fan.p10, ...path), Math.max(0, ...fan.p90, ...path)];
      const ticks = niceTicks(large(least), large(most), 6);
      const tickText = (tick: number) =>
        format.decimal(
          tick,
          ticks.every(Number.isInteger) ? 0 : ticks.some((t) => Math.abs(t * 10 - Math.round(t * 10)) > 1e-9) ? 2 : 1,
        );
      const left = Math.max(...ticks.map((tick) => textWidth(tickText(tick), 7))) + 8;
      const right = textWidth(number(cash.end), 7.6) + 14;
      const x = scale([0, 12], [left, width - right]);
      const y = scale([least, most], [bottom, top]);
      const months = path.map((_, i) => i);
      const [endY, highY, lowY] = [y(cash.end) + 4, y(fan.p90[12]!) + 4, y(fan.p10[12]!) + 4];
      const [highLabel, endLabel, lowLabel] = spread(
        [highY, endY, lowY].map((v, i) => v + i * 1e-3),
        15,
        8,
        bottom + 4,
      ) as [number, number, number];
      return {
        height,
        marks: svg`<g>
          ${ticks.map((tick) => svg`<g><line class=${tick === 0 ? "ax0" : "ax"} x1=${x(0)} x2=${x(12)} y1=${y(tick * factor)} y2=${y(tick * factor)}></line><text class="n e" x=${left - 6} y=${y(tick * factor) + 4}>${tickText(tick)}</text></g>`)}
          ${[0, 3, 6, 9, 12].map((m) => svg`<text class="n m" x=${x(m)} y=${height - 8}>${m === 12 && lang === "zh" ? "12 月" : m}</text>`)}
          <path class="bandA" d=${areaPath(months.map(x), fan.p10.map(y), fan.p90.map(y))}></path>
          <path class="dashA" d=${linePath(path.map((value, i) => [x(i), y(value)]))}></path>
          ${months.slice(1).map((m) => svg`<circle class="dotHA" r="3.2" cx=${x(m)} cy=${y(path[m]!)}></circle>`)}
          ${cash.crossing !== undefined && crossing ? svg`<g><circle class="dotH" r="5" cx=${x(cash.crossing)} cy=${y(0)}></circle><text class="k e halo" x=${Math.max(left + textWidth(crossing), x(cash.crossing) - 4)} y=${y(0) - 12}>${crossing}</text></g>` : null}
          <text class="a" x=${x(12) + 8} y=${endLabel}>${number(cash.end)}</text>
          <text class="n" x=${x(12) + 8} y=${highLabel}>p90</text>
          <text class="n" x=${x(12) + 8} y=${lowLabel}>p10</text>
        </g>`,
      };
    },
  };
}

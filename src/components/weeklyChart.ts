import { html, svg } from "htl";
import type { Count, WeekPoint } from "../pageData.js";
import { chart } from "./chart.js";
import type { PageContext } from "./context.js";
import { linePath, niceTicks, scale } from "./scale.js";
import { textWidth } from "./tierPicture.js";

export interface WeeklyOptions {
  readonly name: string;
  /** A withheld count is drawn on the base line and written as it is. */
  readonly value: (week: WeekPoint) => Count;
  readonly height?: number;
  readonly width?: number;
}

/** A figure week by week: backfilled weeks dashed, weeks scored at the time solid. */
export function weeklyChart(
  { lang, format }: PageContext,
  weeks: readonly WeekPoint[],
  { name, value, height = 132, width: first = 464 }: WeeklyOptions,
): HTMLElement {
  if (weeks.length < 2)
    return html`<p class="cap">
      ${lang === "zh" ? "只有一周数据，还画不出走势。" : "One week of data, no trend yet."}
    </p>`;
  const counts = weeks.map(value);
  const values = counts.map((count) => (typeof count === "number" ? count : 0));
  const write = (x: Count) => format.heads(x);
  const [start, end] = [weeks[0], weeks.at(-1)];
  const between = lang === "zh" ? "：" : ": ";
  return chart(
    {
      lang,
      label:
        start && end
          ? `${name}${between}${format.date(start.asOf)} ${write(counts[0]!)}，${format.date(end.asOf)} ${write(counts.at(-1)!)}`.replace(
              "，",
              lang === "zh" ? "，" : ", ",
            )
          : name,
      table: {
        head: lang === "zh" ? ["周", name, "备注"] : ["Week", name, "Note"],
        rows: weeks.map((week, i) => [
          format.date(week.asOf),
          write(counts[i]!),
          week.backfilled ? (lang === "zh" ? "回填" : "backfilled") : "",
        ]),
      },
      draw: (width) => {
        const [bottom, top] = [height - 24, 14];
        const ticks = niceTicks(0, Math.max(1, ...values), 4);
        const left = Math.max(...ticks.map((tick) => textWidth(write(tick), 7))) + 8;
        const right = textWidth(write(counts.at(-1) ?? 0), 7.8) + 14;
        const x = scale([0, Math.max(1, weeks.length - 1)], [left, width - right]);
        const y = scale([0, Math.max(1, ...values)], [bottom, top]);
        const points = values.map((v, i) => [x(i), y(v)] as const);
        const turn = weeks.findIndex(({ backfilled }) => !backfilled);
        const split = turn < 0 ? weeks.length - 1 : Math.max(0, turn - 1);
        // the label keeps clear of the line
        const isHigh = values.slice(0, Math.max(1, turn)).some((value) => y(value) < top + 16);
        return {
          height,
          marks: svg`<g>
            ${ticks.map((tick) => svg`<g><line class=${tick === 0 ? "ax0" : "ax"} x1=${left} x2=${width - right} y1=${y(tick)} y2=${y(tick)}></line><text class="n e" x=${left - 6} y=${y(tick) + 4}>${write(tick)}</text></g>`)}
            <path class="dashA" d=${linePath(points.slice(0, split + 1))}></path>
            <path class="lineA" d=${linePath(points.slice(split))}></path>
            <circle class="dotF" r="4.5" cx=${points.at(-1)?.[0]} cy=${points.at(-1)?.[1]}></circle>
            <text class="a" x=${width - right + 9} y=${(points.at(-1)?.[1] ?? 0) + 4}>${write(counts.at(-1) ?? 0)}</text>
            ${weeks.length > 1 ? svg`<text class="n" x=${left} y=${height - 6}>${format.shortDate(start!.asOf)}</text>` : null}
            <text class="n e" x=${width - right} y=${height - 6}>${format.shortDate(end?.asOf ?? "1970-01-01")}</text>
            ${turn > 1 ? svg`<g><line class="axd" x1=${x(turn)} x2=${x(turn)} y1=${top - 6} y2=${bottom}></line><text class="n e halo" x=${x(turn) - 5} y=${isHigh ? bottom - 8 : top}>${lang === "zh" ? "回填" : "backfilled"}</text></g>` : null}
          </g>`,
        };
      },
    },
    { width: first },
  ).element;
}

import { svg } from "htl";
import type { ModelReport } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { axes } from "./axes.js";

/** Predicted against observed, bin by bin with 95 % intervals; on the diagonal p means what it says. */
export function reliabilityChart({ lang, format: f }: PageContext, bins: ModelReport["reliability"]): HTMLElement {
  const zh = lang === "zh";
  const top = Math.min(1, Math.max(0.1, ...bins.map(({ high, meanP }) => Math.max(high, meanP))));
  const percent = (value: number) => f.percent(value);
  const row = ({ meanP, rate, low, high }: (typeof bins)[number]) => [
    f.percent(meanP, 1),
    f.percent(rate, 1),
    f.range(f.percent(low, 1), f.percent(high, 1)),
  ];
  return chart({
    lang,
    label: `${zh ? "预测与实际，由低到高：" : "Predicted and observed, lowest first: "}${bins
      .map((bin) =>
        row(bin)
          .slice(0, 2)
          .join(zh ? " 对 " : " to "),
      )
      .join(zh ? "；" : "; ")}`,
    table: {
      head: zh
        ? ["平均预测", "实际流失", "95% 区间", "行数"]
        : ["Mean predicted", "Really left", "95% interval", "Rows"],
      rows: bins.map((bin) => [...row(bin), f.count(bin.rows)]),
    },
    draw: (width) => {
      const height = Math.min(360, Math.max(240, width * 0.7));
      const frame = axes({ width, height, x: [0, top], y: [0, top], writeX: percent, writeY: percent });
      const { x, y } = frame;
      return {
        height,
        marks: svg`<g>${frame.marks}
          <line class="axd" x1=${x(0)} y1=${y(0)} x2=${x(top)} y2=${y(top)}></line>
          ${bins.map(
            ({ meanP, rate, low, high }) => svg`<g>
            <line x1=${x(meanP)} x2=${x(meanP)} y1=${y(low)} y2=${y(high)} stroke="var(--ink2)" stroke-width="1.4"></line>
            <circle class="dotF" r="4" cx=${x(meanP)} cy=${y(rate)}></circle></g>`,
          )}
        </g>`,
      };
    },
  }).element;
}

import { svg } from "htl";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { linePath } from "../scale.js";
import { axes } from "./axes.js";

export interface ShareChartOptions {
  readonly name: string;
  readonly points: readonly { readonly share: number; readonly value: number }[];
  readonly write: (value: number) => string;
  /** A straight line for comparison, from the first share to the last: contacting at random. */
  readonly baseline?: readonly [number, number];
  /** A point worth a label. */
  readonly mark?: { readonly share: number; readonly value: number; readonly text: string };
}

/** A figure against the share of customers contacted, riskiest first. */
export function shareChart({ lang, format: f }: PageContext, options: ShareChartOptions): HTMLElement {
  const { name, points, write, baseline, mark } = options;
  const zh = lang === "zh";
  const values = [...points.map(({ value }) => value), ...(baseline ?? [])];
  const tenths = points.filter(({ share }) => Math.abs(share * 10 - Math.round(share * 10)) < 1e-9 && share > 0);
  return chart({
    lang,
    label: `${name}${zh ? "：" : ": "}${tenths.map(({ share, value }) => `${f.percent(share)} ${write(value)}`).join(zh ? "，" : ", ")}`,
    table: {
      head: [zh ? "联系比例" : "Share contacted", name],
      rows: points
        .filter((_, i) => points.length < 30 || i % 5 === 0)
        .map(({ share, value }) => [f.percent(share), write(value)]),
    },
    draw: (width) => {
      const height = 240;
      const low = Math.min(0, ...values);
      const high = Math.max(...values, low + 1e-9);
      const frame = axes({ width, height, x: [0, 1], y: [low, high], writeX: (x) => f.percent(x), writeY: write });
      const { x, y } = frame;
      const place = (points: readonly { share: number; value: number }[]) =>
        linePath(points.map(({ share, value }) => [x(share), y(value)] as const));
      const isRight = mark !== undefined && mark.share > 0.55;
      return {
        height,
        marks: svg`<g>${frame.marks}
          ${
            baseline
              ? svg`<path class="axd" fill="none" d=${place([
                  { share: 0, value: baseline[0] },
                  { share: 1, value: baseline[1] },
                ])}></path>`
              : null
          }
          <path class="lineA" d=${place(points)}></path>
          ${mark ? svg`<g><circle class="dotF" r="4.5" cx=${x(mark.share)} cy=${y(mark.value)}></circle><text class=${isRight ? "a halo e" : "a halo"} x=${x(mark.share) + (isRight ? -8 : 8)} y=${y(mark.value) + 20}>${mark.text}</text></g>` : null}
        </g>`,
      };
    },
  }).element;
}

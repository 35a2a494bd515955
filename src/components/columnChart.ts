import { svg } from "htl";
import { chart } from "./chart.js";
import type { PageContext } from "./context.js";
import { niceTicks, scale } from "./scale.js";
import { textWidth } from "./tierPicture.js";

export interface ColumnBar {
  readonly label: string;
  readonly value: number;
  /** Above the bar. */
  readonly text: string;
  /** Below its label. */
  readonly note?: string;
  /** Drawn in the accent colour; the others in grey. */
  readonly isMarked?: boolean;
}

export interface ColumnOptions {
  readonly name: string;
  readonly bars: readonly ColumnBar[];
  readonly tick: (value: number) => string;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly width?: number;
}

/** Bars over a few ordered groups, each labelled directly; the description names every one. */
export function columnChart(
  { lang }: PageContext,
  { name, bars, tick, table, width: first }: ColumnOptions,
): HTMLElement {
  const [between, stop] = lang === "zh" ? ["：", "；"] : [": ", "; "];
  const said = bars.map(({ label, text, note }) => `${label} ${text}${note ? ` (${note})` : ""}`).join(stop);
  const draw = (width: number) => {
    const hasNotes = bars.some(({ note }) => note);
    const [top, base, height] = [26, 168, hasNotes ? 208 : 192];
    const most = Math.max(...bars.map(({ value }) => value), 1e-9);
    const ticks = niceTicks(0, most, 4);
    const left = Math.max(...ticks.map((at) => textWidth(tick(at), 7))) + 8;
    const y = scale([0, most], [base, top]);
    const step = (width - left) / bars.length;
    const wide = Math.min(64, step * 0.62);
    const middle = (i: number) => left + step * (i + 0.5);
    return {
      height,
      marks: svg`<g>
        ${ticks.map((at) => svg`<g><line class=${at === 0 ? "ax0" : "ax"} x1=${left} x2=${width} y1=${y(at)} y2=${y(at)}></line><text class="n e" x=${left - 6} y=${y(at) + 4}>${tick(at)}</text></g>`)}
        ${bars.map(
          (bar, i) => svg`<g>
          <rect class=${bar.isMarked ? "f-acc" : "f-neg"} x=${middle(i) - wide / 2} width=${wide} y=${y(bar.value)} height=${base - y(bar.value)}></rect>
          <text class="k m halo" x=${middle(i)} y=${y(bar.value) - 6}>${bar.text}</text>
          <text class="nb2 m" x=${middle(i)} y=${base + 17}>${bar.label}</text>
          ${bar.note ? svg`<text class="n m" x=${middle(i)} y=${base + 33}>${bar.note}</text>` : null}
        </g>`,
        )}
      </g>`,
    };
  };
  return chart({ lang, label: `${name}${between}${said}`, table, draw }, { width: first }).element;
}

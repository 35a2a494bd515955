import { svg } from "htl";
import type { RoiModel, Tornado, TornadoBar } from "../../model/roi/index.js";
import type { ChartOptions } from "../chart.js";
import type { PageContext } from "../context.js";
import { scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { pictureOf, type Place } from "./outcomePictures.js";
import { valueText } from "./shown.js";

const shownBars = 12;

/** ROI as each assumption moves from its low (hollow) to its high (filled), widest first. */
export function tornadoPlace(context: PageContext): Place {
  return pictureOf(372, ({ outcome, model }) => options(context, model, outcome!.tornado), 400);
}

function options(context: PageContext, model: RoiModel, tornado: Tornado): ChartOptions {
  const { lang, say, format } = context;
  const bars = tornado.bars.slice(0, shownBars);
  const name = ({ id }: TornadoBar): string => say(model.nodes.get(id)!.label);
  const value = ({ id }: TornadoBar, x: number): string => valueText(context, model.nodes.get(id)!, x);
  const between = lang === "zh" ? "：" : ": ";
  return {
    lang,
    label: bars
      .map((bar) => `${name(bar)}${between}${format.percent(bar.resultAtLow)}–${format.percent(bar.resultAtHigh)}`)
      .join(lang === "zh" ? "；" : "; "),
    table: {
      head: lang === "zh" ? ["假设", "低值", "ROI", "高值", "ROI"] : ["Assumption", "Low", "ROI", "High", "ROI"],
      rows: tornado.bars.map((bar) => [
        name(bar),
        value(bar, bar.low),
        format.percent(bar.resultAtLow),
        value(bar, bar.high),
        format.percent(bar.resultAtHigh),
      ]),
    },
    draw: (width) => ({ height: 34 + bars.length * 24 + 26, marks: marks(context, tornado, bars, width, name) }),
  };
}

function marks(
  { lang, format }: PageContext,
  { now }: Tornado,
  bars: readonly TornadoBar[],
  width: number,
  name: (bar: TornadoBar) => string,
): unknown {
  const longest = Math.max(60, ...bars.map((bar) => textWidth(name(bar), 6.2)));
  const left = Math.min(width * 0.48, longest + 10);
  const all = [now, ...bars.flatMap(({ resultAtLow, resultAtHigh }) => [resultAtLow, resultAtHigh])];
  const x = scale([Math.min(...all), Math.max(...all)], [left + 44, width - 44]);
  const bottom = 30 + bars.length * 24;
  const nowText = `${lang === "zh" ? "现在" : "now"} ${format.percent(now)}`;
  return svg`<g>
    <text class="k m" x=${Math.min(width - 30, Math.max(left + 30, x(now)))} y="14">${nowText}</text>
    ${bars.map((bar, i) => {
      const y = 24 + i * 24;
      const [low, high] = [x(bar.resultAtLow), x(bar.resultAtHigh)];
      const part = (to: number, kind: string) =>
        svg`<rect class=${kind} x=${Math.min(x(now), to)} y=${y} width=${Math.abs(to - x(now))} height="14"></rect>`;
      const end = (at: number, value: number) =>
        svg`<text class=${at < x(now) || (at === x(now) && value < now) ? "n e" : "n"} x=${at + (at < x(now) ? -5 : 5)} y=${y + 11}>${format.percent(value)}</text>`;
      return svg`<g>
        <text class="nb2" x="0" y=${y + 11}>${clipped(name(bar), left - 6)}</text>
        ${part(low, "hollow")}${part(high, "f-acc")}${end(low, bar.resultAtLow)}${end(high, bar.resultAtHigh)}
      </g>`;
    })}
    <line class="ax0" x1=${x(now)} x2=${x(now)} y1="20" y2=${bottom}></line>
    <rect class="hollow" x="0" y=${bottom + 10} width="10" height="8"></rect><text class="n" x="15" y=${bottom + 18}>${lang === "zh" ? "低值" : "low"}</text>
    <rect class="f-acc" x="52" y=${bottom + 10} width="10" height="8"></rect><text class="n" x="67" y=${bottom + 18}>${lang === "zh" ? "高值" : "high"}</text>
  </g>`;
}

function clipped(text: string, width: number): string {
  if (textWidth(text, 6.2) <= width) return text;
  let short = text;
  while (short.length > 3 && textWidth(`${short}…`, 6.2) > width) short = short.slice(0, -1);
  return `${short}…`;
}

import { svg } from "htl";
import { evaluateRoi, type Tornado, type TornadoBar } from "../../model/roi/index.js";
import type { ChartOptions } from "../chart.js";
import { markText, receiptOpener } from "../chartFigure.js";
import type { PageContext } from "../context.js";
import type { Receipt } from "../receipt.js";
import { scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { pictureOf, type Place } from "./outcomePictures.js";
import { valueText } from "./shown.js";

const shownBars = 12;

/** ROI as each assumption moves from its low (hollow) to its high (filled), widest first. */
export function tornadoPlace(context: PageContext): Place {
  return pictureOf(372, (now) => options(context, now), 548);
}

function options(context: PageContext, now: Now): ChartOptions {
  const { lang, say, format } = context;
  const { model } = now;
  const { tornado } = now.outcome!;
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
        { text: format.percent(bar.resultAtLow), receipt: `low ${bar.id}` },
        value(bar, bar.high),
        { text: format.percent(bar.resultAtHigh), receipt: `high ${bar.id}` },
      ]),
    },
    openReceipt: receiptOpener(context, (id) => endReceipt(context, now, id)),
    draw: (width) => ({ height: 34 + bars.length * 24 + 26, marks: marks(context, tornado, bars, width, name) }),
  };
}

/** ROI with one assumption at its low or high; `now` is ROI with everything as set. */
function endReceipt(context: PageContext, { model, scenario, values, outcome }: Now, figure: string): Receipt {
  const [end, id] = figure.split(" ") as ["low" | "high" | "now", string | undefined];
  const bar = outcome!.tornado.bars.find((each) => each.id === id);
  if (!bar || end === "now") return nodeReceipt(context, model, values, "roi");
  const node = model.nodes.get(bar.id)!;
  const changed = evaluateRoi(model, { ...scenario.overrides, [bar.id]: bar[end] });
  return nodeReceipt(context, model, changed, "roi", {
    zh: `${node.label.zh}取${end === "low" ? "低值" : "高值"} ${valueText(context, node, bar[end])}，其余不变`,
    en: `${node.label.en} at its ${end}, ${valueText(context, node, bar[end])}, all else as set`,
  });
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
    ${markText({ kind: "k m", x: Math.min(width - 30, Math.max(left + 30, x(now))), y: 14 }, nowText, "now")}
    ${bars.map((bar, i) => {
      const y = 24 + i * 24;
      const [low, high] = [x(bar.resultAtLow), x(bar.resultAtHigh)];
      const part = (to: number, kind: string) =>
        svg`<rect class=${kind} x=${Math.min(x(now), to)} y=${y} width=${Math.abs(to - x(now))} height="14"></rect>`;
      const end = (name: "low" | "high", at: number, value: number) => {
        const kind = at < x(now) || (at === x(now) && value < now) ? "n e" : "n";
        const place = { kind, x: at + (at < x(now) ? -5 : 5), y: y + 11 };
        return markText(place, format.percent(value), `${name} ${bar.id}`);
      };
      return svg`<g>
        <text class="nb2" x="0" y=${y + 11}>${clipped(name(bar), left - 6)}</text>
        ${part(low, "hollow")}${part(high, "f-acc")}${end("low", low, bar.resultAtLow)}${end("high", high, bar.resultAtHigh)}
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

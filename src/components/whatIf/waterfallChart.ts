import { svg } from "htl";
import type { WaterfallStep } from "../../model/roi/index.js";
import type { ChartOptions } from "../chart.js";
import { markText, receiptOpener } from "../chartFigure.js";
import type { PageContext } from "../context.js";
import { scale } from "../scale.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { pictureOf, type Place } from "./outcomePictures.js";

type StepId = WaterfallStep["id"];

const labels: Readonly<
  Record<StepId, { readonly zh: readonly [string, string]; readonly en: readonly [string, string] }>
> = {
  gross: { zh: ["毛价值", "干预后留下的人"], en: ["Gross value", "of those who stay"] },
  stayed_anyway: { zh: ["本来就会留下", "不算功劳"], en: ["Would have", "stayed anyway"] },
  low_tier: { zh: ["低风险层", "增量"], en: ["Low tier", "incremental"] },
  referrals: { zh: ["转介绍", "留住的人带来"], en: ["Referrals", "of the saved"] },
  margin: { zh: ["毛利率", "扣减"], en: ["Margin", "taken off"] },
  one_off: { zh: ["一次性", "投入"], en: ["One-off", "cost"] },
  running: { zh: ["年度", "运行费用"], en: ["Yearly", "upkeep"] },
  interventions: { zh: ["干预", "费用"], en: ["Interventions", "cost"] },
  net: { zh: ["净收益", ""], en: ["Net", "benefit"] },
};
const optional: readonly StepId[] = ["low_tier", "referrals", "margin"];

/** From gross value to net benefit: columns, or rows where the screen is narrow. */
export function waterfallPlace(context: PageContext): Place {
  return pictureOf(324, (now) => options(context, now), 1136);
}

function options(context: PageContext, { outcome, model, values }: Now): ChartOptions {
  const { lang, format } = context;
  const steps = outcome!.waterfall.steps.filter(({ id, amount }) => amount !== 0 || !optional.includes(id));
  const name = ({ id }: WaterfallStep): string => labels[id][lang].filter(Boolean).join(lang === "zh" ? "，" : " ");
  const large = (amount: number): string => format.decimal(amount / (lang === "zh" ? 1e4 : 1e6), lang === "zh" ? 0 : 1);
  const signed = ({ id, amount }: WaterfallStep): string =>
    id === "gross" || id === "net" ? large(amount) : format.signed(large(amount), amount);
  const ends = barEnds(steps);
  const bars = steps.map((step, i): Bar => ({
    step,
    ends: ends[i]!,
    text: signed(step),
    label: labels[step.id][lang],
  }));
  return {
    lang,
    label: steps.map((step) => `${name(step)} ${format.largeMoney(step.amount)}`).join(lang === "zh" ? "；" : "; "),
    table: {
      head: lang === "zh" ? ["项目", format.largeUnit] : ["Step", format.largeUnit],
      rows: steps.map((step) => [name(step), { text: signed(step), receipt: step.node }]),
    },
    openReceipt: receiptOpener(context, (id) => nodeReceipt(context, model, values, id)),
    draw: (width) =>
      width < narrow
        ? { height: rowHeight * steps.length + 8, marks: inRows(bars, width) }
        : { height: 300, marks: inColumns(bars, width) },
  };
}

interface Bar {
  readonly step: WaterfallStep;
  readonly ends: readonly [from: number, to: number];
  readonly text: string;
  readonly label: readonly [string, string];
}

/** Under this width in px, labels of columns would run into each other. */
const narrow = 760;
const rowHeight = 36;

/** Where each bar begins and ends: steps stand on what came before, the last total on zero. */
function barEnds(steps: readonly WaterfallStep[]): [number, number][] {
  let level = 0;
  return steps.map(({ id, amount }) => {
    if (id === "net") return [0, amount];
    const from = level;
    level += amount;
    return [from, level];
  });
}

function levels(bars: readonly Bar[]): [number, number] {
  const all = bars.flatMap(({ ends }) => ends);
  return [Math.min(0, ...all), Math.max(1, ...all)];
}

function fillOf({ id, amount }: WaterfallStep): string {
  if (id === "gross") return "hollowN";
  if (amount < 0) return "f-neg";
  return id === "net" ? "f-acc" : "posb";
}

function inColumns(bars: readonly Bar[], width: number): unknown {
  const y = scale(levels(bars), [252, 24]);
  const slot = width / bars.length;
  return svg`<g>
    <line class="ax0" x1="0" x2=${width} y1=${y(0)} y2=${y(0)}></line>
    ${bars.map(({ step, ends: [from, to], text, label: [one, two] }, i) => {
      const [top, bottom] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
      const x = i * slot + slot * 0.2;
      const middle = x + slot * 0.3;
      const next =
        i < bars.length - 1
          ? svg`<line class="axd" x1=${x + slot * 0.6} x2=${x + slot} y1=${y(to)} y2=${y(to)}></line>`
          : null;
      return svg`<g>${next}
        <rect class=${fillOf(step)} x=${x} y=${top} width=${slot * 0.6} height=${Math.max(1, bottom - top)}></rect>
        ${markText({ kind: step.id === "net" ? "a m halo" : "k m halo", x: middle, y: top - 7 }, text, step.node)}
        <text class="k m" style="font-size:12px" x=${middle} y="274">${one}</text>
        <text class="n m" x=${middle} y="290">${two}</text>
      </g>`;
    })}
  </g>`;
}

/** Where it is narrow: a row a step, label on the left, its figure on the far side of its bar. */
function inRows(bars: readonly Bar[], width: number): unknown {
  const [labelWidth, figureWidth] = [128, 44];
  const x = scale(levels(bars), [labelWidth + figureWidth, width - figureWidth]);
  return svg`<g>
    <line class="ax0" x1=${x(0)} x2=${x(0)} y1="0" y2=${rowHeight * bars.length}></line>
    ${bars.map(({ step, ends: [from, to], text, label: [one, two] }, i) => {
      const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
      const y = i * rowHeight + 8;
      const isRise = to >= from;
      const at = { x: isRise ? right + 6 : left - 6, y: y + 15 };
      const next =
        i < bars.length - 1
          ? svg`<line class="axd" x1=${x(to)} x2=${x(to)} y1=${y + 20} y2=${y + rowHeight}></line>`
          : null;
      return svg`<g>${next}
        <text class="k" style="font-size:12px" x="0" y=${y + 8}>${one}</text>
        <text class="n" style="font-size:12px" x="0" y=${y + 22}>${two}</text>
        <rect class=${fillOf(step)} x=${left} y=${y} width=${Math.max(1, right - left)} height="20"></rect>
        ${markText({ ...at, kind: `${step.id === "net" ? "a" : "k"} halo${isRise ? "" : " e"}` }, text, step.node)}
      </g>`;
    })}
  </g>`;
}

import { html } from "htl";
import { cashOptions } from "../cashChart.js";
import { chart, type Chart, type ChartOptions } from "../chart.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { roiRangeOptions } from "../roiRangeChart.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now, Reading } from "./now.js";

export interface Place {
  readonly element: HTMLElement;
  show(now: Now): void;
}

/** A picture that appears with the first outcome, in room that is kept for it. */
export function pictureOf(height: number, optionsOf: (now: Now) => ChartOptions, width: number): Place {
  const element = html`<div class="place" style="min-height:${height}px"></div>`;
  let drawn: Chart | undefined;
  return {
    element,
    show(now) {
      if (!now.outcome) return;
      const options = optionsOf(now);
      if (drawn) return drawn.update(options);
      drawn = chart(options, { width });
      element.replaceChildren(drawn.element);
    },
  };
}

/** Ten thousand draws of ROI, with every reading as a dot on the axis. */
export function rangePicture(context: PageContext, readings: readonly Reading[]): Place {
  const optionsOf = ({ outcome, overlays }: Now): ChartOptions => {
    const { simulation } = outcome!;
    const column = simulation.columns["roi"]!;
    const roiDraws = typeof column === "number" ? [column] : column;
    const marks = [...readings, ...overlays].map(({ values }) => values["roi"]!);
    return roiRangeOptions(
      context,
      { roi: simulation.spreads["roi"]!, roiDraws, roiAbove: simulation.roiAbove },
      marks,
    );
  };
  return pictureOf(224, optionsOf, 400);
}

export function cashPicture(context: PageContext): Place {
  return pictureOf(224, ({ outcome }) => cashOptions(context, outcome!), 400);
}

const words = {
  above0: { zh: "ROI 大于 0", en: "ROI above 0" },
  aboveGo: { zh: "ROI 超过 {line}", en: "ROI above {line}" },
  npv: { zh: "首年净现值", en: "NPV, one year" },
  simple: { zh: "简单回收期", en: "Simple payback" },
  byMonth: { zh: "按月回收期", en: "Payback by month" },
  seed: { zh: "种子", en: "Seed" },
  never: { zh: "一年内没有", en: "not in a year" },
};

/** A row of figures with their names, drawn with each outcome. */
function figureRow(itemsOf: (now: Now) => readonly HTMLElement[]): Place {
  const element = html`<dl class="mc"></dl>`;
  return { element, show: (now) => (now.outcome ? element.replaceChildren(...itemsOf(now)) : undefined) };
}

function item(label: string, value: unknown, spread = ""): HTMLElement {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}${spread ? html`<small>${spread}</small>` : null}</dd>
  </div>`;
}

/** How often ROI passes its two lines, and the seed that makes the draws the same again. */
export function chanceRow(context: PageContext): Place {
  const { lang, format } = context;
  return figureRow(({ outcome, model }) => {
    const { simulation } = outcome!;
    const { draws, seed, roiAbove } = simulation;
    const source =
      lang === "zh" ? `${format.count(draws)} 次抽样，种子 ${seed}` : `${format.count(draws)} draws, seed ${seed}`;
    const share = (value: number, line: string): HTMLElement => {
      const text = value === 1 ? ">99%" : value === 0 ? "<1%" : format.probability(value);
      return figure(context, text, {
        name: `ROI > ${line}`,
        formula: `count(roi > ${line}) / ${format.count(draws)}`,
        source,
      });
    };
    const goLine = format.percent(model.goLine);
    return [
      item(words.above0[lang], share(roiAbove.zero, "0")),
      item(words.aboveGo[lang].replace("{line}", goLine), share(roiAbove.goLine, goLine)),
      item(words.seed[lang], String(seed)),
    ];
  });
}

/** Both paybacks and the present value, each with its range and its receipt. */
export function moneyRow(context: PageContext): Place {
  const { lang, format } = context;
  const months = (value: number | undefined): string => {
    if (value === undefined || !Number.isFinite(value)) return words.never[lang];
    return `${format.decimal(value, 1)} ${lang === "zh" ? "个月" : "months"}`;
  };
  return figureRow(({ outcome, model, values }) => {
    const { simulation, cash } = outcome!;
    const node = (id: string, text: string) => figure(context, text, () => nodeReceipt(context, model, values, id));
    const spread = (id: string, write: (x: number) => string): string => {
      const { p10, p90 } = simulation.spreads[id]!;
      return p10 === undefined || p90 === undefined ? "" : `p10–p90 ${format.range(write(p10), write(p90))}`;
    };
    return [
      item(words.npv[lang], node("npv", format.largeMoney(values["npv"]!)), spread("npv", format.largeMoney)),
      item(
        words.simple[lang],
        node("payback", months(values["payback"])),
        spread("payback", (x) => format.decimal(x, 1)),
      ),
      item(words.byMonth[lang], figure(context, months(cash.crossing), crossingReceipt(context))),
    ];
  });
}

function crossingReceipt({ lang }: PageContext) {
  return lang === "zh"
    ? {
        name: "按月回收期",
        formula: "累计净现金首次不为负的时点，月内按直线",
        source: "一次性投入在第 0 月，运行费用按月均摊，干预与收益随推广覆盖率",
      }
    : {
        name: "Payback by month",
        formula: "where cumulated net cash first reaches 0, straight within the month",
        source: "one-off cost in month 0, running cost evenly, interventions and benefit in step with coverage",
      };
}

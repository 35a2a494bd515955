import { html } from "htl";
import type { RoiModel, Simulation, Spread } from "../../model/roi/index.js";
import { crossingReceipt } from "../cashReceipt.js";
import { chart, type Chart, type ChartOptions } from "../chart.js";
import type { PageContext } from "../context.js";
import { receiptOpener } from "../chartFigure.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { roiRangeOptions } from "../roiRangeChart.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now, Reading } from "./now.js";
import { valueText } from "./shown.js";
import { unitText } from "./unitText.js";

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
  const optionsOf = ({ outcome, overlays, model }: Now): ChartOptions => {
    const { simulation } = outcome!;
    const column = simulation.columns["roi"]!;
    const roiDraws = typeof column === "number" ? [column] : column;
    const marks = [...readings, ...overlays].map(({ values }) => values["roi"]!);
    return roiRangeOptions(
      context,
      { roi: simulation.spreads["roi"]!, roiDraws, roiAbove: simulation.roiAbove },
      marks,
      receiptOpener(context, (id) => quantileReceipt(context, simulation, model, id)),
    );
  };
  return pictureOf(224, optionsOf, 548);
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

function item(label: string, value: unknown, spread: unknown = null): HTMLElement {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}${spread}</dd>
  </div>`;
}

/** A quantile of a result over all draws. */
function quantileReceipt(
  context: PageContext,
  { draws, seed, spreads }: Simulation,
  model: RoiModel,
  id: string,
): Receipt {
  const { lang, say, format } = context;
  const [level, result = "roi"] = id.split(" ") as [keyof Spread, string | undefined];
  const node = model.nodes.get(result)!;
  const percent = `${level.slice(1).replace("_", ".")}%`;
  const value = spreads[result]![level];
  return {
    name: `${say(node.label)}${lang === "zh" ? "：" : ": "}p${percent.slice(0, -1)}`,
    formula: `quantile(${say(node.label)}, ${percent}) = ${valueText(context, node, value ?? NaN)}`,
    inputs:
      lang === "zh"
        ? `${format.count(draws)} 次抽样，种子 ${seed}；每项假设在各自低值与高值之间`
        : `${format.count(draws)} draws, seed ${seed}; each assumption between its low and high`,
    source: `${lang === "zh" ? "单位：" : "unit: "}${unitText(node.unit, context)}`,
  };
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
    const spread = (id: string, write: (x: number) => string): unknown => {
      const { p10, p90 } = simulation.spreads[id]!;
      if (p10 === undefined || p90 === undefined) return null;
      const edge = (level: "p10" | "p90", text: string) =>
        figure(context, text, () => quantileReceipt(context, simulation, model, `${level} ${id}`));
      return html`<small
        >p10 ${edge("p10", write(p10))}${lang === "zh" ? "，" : ", "}p90 ${edge("p90", write(p90))}</small
      >`;
    };
    return [
      item(words.npv[lang], node("npv", format.largeMoney(values["npv"]!)), spread("npv", format.largeMoney)),
      item(
        words.simple[lang],
        node("payback", months(values["payback"])),
        spread("payback", (x) => format.decimal(x, 1)),
      ),
      item(
        words.byMonth[lang],
        figure(context, months(cash.crossing), () => crossingReceipt(context, cash)),
      ),
    ];
  });
}

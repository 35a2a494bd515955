import { html, svg } from "htl";
import { evaluateRoi, goalSeek, type Goal, type RoiModel } from "../../model/roi/index.js";
import { isDrawn } from "../../model/scenario/index.js";
import { chart, type Chart, type ChartOptions } from "../chart.js";
import { markText, receiptOpener } from "../chartFigure.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { linePath, niceTicks, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { isCounted } from "./counted.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { boxText, shownAs, sliderSpan, valueText } from "./shown.js";

const goalResults = ["roi", "payback", "npv", "net_benefit", "saved", "benefit", "investment", "churn_with"] as const;

const words = {
  change: { zh: "调整", en: "Change" },
  until: { zh: "直到", en: "until" },
  is: { zh: "等于", en: "is" },
  lead: {
    zh: "单项盈亏平衡（其余不变，ROI 为 0 时的取值）：",
    en: "Break-even, one at a time, where ROI is 0 and all else stays: ",
  },
  out: { zh: "达不到", en: "none within reach" },
  head: { zh: ["假设", "现在", "盈亏平衡"], en: ["Assumption", "Now", "Break-even"] },
};

export interface GoalSection {
  readonly element: HTMLElement;
  /** Draws the goal at once; break-evens follow in the steps, one assumption each. */
  show(now: Now): Iterable<void>;
  finding(now: Now): { readonly node: string; readonly value: number | undefined };
}

/** What would have to be true: any assumption for any result, and where each alone breaks even. */
export function goalSection(context: PageContext, model: RoiModel, setGoal: (goal: Goal) => void): GoalSection {
  const { lang, say } = context;
  const drawnIds = Object.keys(model.given).filter((id) => isDrawn(model, id));
  const option = (id: string) => html`<option value=${id}>${say(model.nodes.get(id)!.label)}</option>`;
  const change = html`<select id="goal-change">
    ${drawnIds.map(option)}
  </select>` as HTMLSelectElement;
  const result = html`<select id="goal-result" aria-label=${lang === "zh" ? "目标" : "Result"}>
    ${goalResults.map(option)}
  </select>` as HTMLSelectElement;
  const target = html`<input
    type="number"
    step="any"
    id="goal-target"
    aria-label=${lang === "zh" ? "目标值" : "Target"}
  />` as HTMLInputElement;
  const unit = html`<span></span>`;
  const send = (): void => {
    const { factor } = shownAs(model.nodes.get(result.value)!, context);
    if (Number.isFinite(target.valueAsNumber))
      setGoal({ change: change.value, result: result.value, target: target.valueAsNumber / factor });
  };
  change.addEventListener("change", send);
  target.addEventListener("change", send);
  result.addEventListener("change", () => {
    const node = model.nodes.get(result.value)!;
    setGoal({
      change: change.value,
      result: result.value,
      target: defaultTarget(model, result.value, node.unit === "share"),
    });
  });
  const rows = html`<tbody></tbody>`;
  const picture: { chart?: Chart } = {};
  const place = html`<div></div>`;
  const element = html`<div>
    <div class="goal">
      <label for="goal-change">${words.change[lang]}</label> ${change} <span>${words.until[lang]}</span> ${result}
      <span>${words.is[lang]}</span> ${target} ${unit}
    </div>
    ${place}
    <p class="cap">${words.lead[lang]}</p>
    <div class="scroll even-list" tabindex="0" role="region" aria-label=${words.head[lang][2]}>
      <table>
        <thead>
          <tr>
            ${words.head[lang].map((name, i) => html`<th scope="col" class=${i ? "num" : null}>${name}</th>`)}
          </tr>
        </thead>
        ${rows}
      </table>
    </div>
  </div>`;
  const found = (now: Now): number | undefined => goalSeek(now.model, now.scenario.goal, now.scenario.overrides);
  return {
    element,
    finding: (now) => ({ node: now.scenario.goal.change, value: found(now) }),
    *show(now) {
      const { goal } = now.scenario;
      change.value = goal.change;
      result.value = goal.result;
      const shown = shownAs(now.model.nodes.get(goal.result)!, context);
      if (target !== document.activeElement) target.value = boxText(goal.target, shown);
      unit.textContent = shown.unit;
      const options = goalOptions(context, now, found(now));
      if (picture.chart) picture.chart.update(options);
      else {
        picture.chart = chart(options, { width: 548 });
        place.replaceChildren(picture.chart.element);
      }
      yield;
      const lines: EvenRow[] = [];
      for (const id of drawnIds.filter((each) => isCounted(now.model.nodes.get(each)!, now.values))) {
        lines.push(evenRow(context, now, id));
        yield;
      }
      rows.replaceChildren(...lines.sort((a, b) => a.distance - b.distance).map(({ element: line }) => line));
    },
  };
}

function defaultTarget(model: RoiModel, result: string, isShare: boolean): number {
  if (result === "roi") return model.goLine;
  const now = evaluateRoi(model)[result]!;
  return isShare ? Number(now.toFixed(3)) : Number(now.toPrecision(3));
}

interface EvenRow {
  readonly element: HTMLElement;
  /** How far the assumption would have to move, in parts of its value; nearest first. */
  readonly distance: number;
}

function evenRow(context: PageContext, { model, scenario, values }: Now, id: string): EvenRow {
  const { lang, say } = context;
  const node = model.nodes.get(id)!;
  const value = values[id]!;
  const even = goalSeek(model, { change: id, result: "roi", target: 0 }, scenario.overrides);
  const text = even === undefined ? words.out[lang] : valueText(context, node, even);
  return {
    element: html`<tr class=${even === undefined ? "out" : null}>
      <th scope="row">${say(node.label)}</th>
      <td class="num">
        ${figure(context, valueText(context, node, value), () => nodeReceipt(context, model, values, id))}
      </td>
      <td class="num">
        ${even === undefined ? text : figure(context, text, () => reachedReceipt(context, { model, scenario }, { change: id, result: "roi" }, even))}
      </td>
    </tr>`,
    distance: even === undefined ? Infinity : Math.abs(even - value) / (Math.abs(value) || 1),
  };
}

/** The result where the assumption has the value that was sought. */
function reachedReceipt(
  context: PageContext,
  { model, scenario }: Pick<Now, "model" | "scenario">,
  { change, result }: Pick<Goal, "change" | "result">,
  found: number,
): Receipt {
  const node = model.nodes.get(change)!;
  return nodeReceipt(context, model, evaluateRoi(model, { ...scenario.overrides, [change]: found }), result, {
    zh: `${node.label.zh}为 ${valueText(context, node, found)}，其余不变`,
    en: `with ${node.label.en} at ${valueText(context, node, found)}, all else as set`,
  });
}

/** The result over the assumption, straight through the model: 41 evaluations. */
function goalOptions(context: PageContext, now: Now, found: number | undefined): ChartOptions {
  const { lang, say } = context;
  const { model, scenario, values } = now;
  const { change, result, target } = scenario.goal;
  const [node, outcome] = [model.nodes.get(change)!, model.nodes.get(result)!];
  const shown = shownAs(node, context);
  const value = values[change]!;
  const span = sliderSpan(model, node, value, shown);
  const inReach =
    found !== undefined && found >= span.min - (span.max - span.min) && found <= span.max + (span.max - span.min);
  const [from, to] = [Math.min(span.min, inReach ? found : span.min), Math.max(span.max, inReach ? found : span.max)];
  const points = Array.from({ length: 41 }, (_, i) => {
    const x = from + ((to - from) * i) / 40;
    return [x, evaluateRoi(model, { ...scenario.overrides, [change]: x })[result]!] as const;
  });
  const text = (x: number): string => valueText(context, node, x);
  const said = (y: number): string => valueText(context, outcome, y);
  const now2 = `${text(value)}${lang === "zh" ? "，" : ", "}${said(values[result]!)}`;
  return {
    lang,
    label:
      lang === "zh"
        ? `${say(outcome.label)}随${say(node.label)}变化：现在 ${now2}；目标 ${said(target)} 需要 ${found === undefined ? words.out.zh : text(found)}`
        : `${say(outcome.label)} over ${say(node.label)}: now ${now2}; ${said(target)} needs ${found === undefined ? words.out.en : text(found)}`,
    table: {
      head: [say(node.label), say(outcome.label)],
      rows: points.flatMap(([x, y], i) => (i % 5 === 0 ? [[text(x), { text: said(y), receipt: String(i) }]] : [])),
    },
    openReceipt: receiptOpener(context, (id) => {
      if (id === "now") return nodeReceipt(context, model, values, result);
      return reachedReceipt(context, now, { change, result }, id === "goal" ? found! : points[Number(id)]![0]);
    }),
    draw: (width) => {
      const finite = points.map(([, y]) => y).filter(Number.isFinite);
      const ys = [...finite, target, values[result]!].filter(Number.isFinite);
      const [least, most] = [Math.min(...ys), Math.max(...ys)];
      const ticks = niceTicks(least, most, 4);
      const left = Math.max(...ticks.map((tick) => textWidth(said(tick), 6.8))) + 10;
      const [x, y] = [scale([from, to], [left, width - 14]), scale([least, most], [196, 26])];
      const range = scenario.ranges[change] ?? model.given[change]!;
      const clamp = (at: number): number => Math.min(width - 14, Math.max(left, at));
      const band =
        range.low < range.high
          ? svg`<rect class="bandA" opacity=".6" x=${clamp(x(range.low))} y="12" width=${Math.max(0, clamp(x(range.high)) - clamp(x(range.low)))} height="184"></rect>`
          : null;
      const goalText = found === undefined ? "" : `${lang === "zh" ? "目标" : "goal"} ${text(found)}`;
      const label = (id: string, kind: string, at: number, height: number, words: string): unknown => {
        const isLeft = at > width * 0.6;
        return markText({ kind: isLeft ? `${kind} e` : kind, x: at + (isLeft ? -9 : 9), y: height }, words, id);
      };
      // the upper of the two points is named above itself, the lower one below
      const isNowUpper = inReach && y(values[result]!) < y(target);
      const below = (at: number): number => Math.min(at + 17, 206);
      const [nowY, goalY] = isNowUpper
        ? [y(values[result]!) - 9, below(y(target))]
        : [below(y(values[result]!)), y(target) - 9];
      return {
        height: 226,
        marks: svg`<g>${band}
          ${ticks.map((tick) => svg`<g><line class="ax" x1=${left} x2=${width - 14} y1=${y(tick)} y2=${y(tick)}></line><text class="n e" x=${left - 6} y=${y(tick) + 4}>${said(tick)}</text></g>`)}
          <line class="axd" x1=${left} x2=${width - 14} y1=${y(target)} y2=${y(target)}></line>
          <path class="lineA" d=${linePath(points.map(([px, py]) => [x(px), Number.isFinite(py) ? y(py) : null]))}></path>
          <circle class="dotF" r="4.5" cx=${x(value)} cy=${y(values[result]!)}></circle>
          ${label("now", "k halo", x(value), nowY, `${lang === "zh" ? "现在" : "now"} ${now2}`)}
          ${inReach ? svg`<g><line class="axd" x1=${x(found)} x2=${x(found)} y1=${y(target)} y2="196"></line><circle class="dotHA" r="5" cx=${x(found)} cy=${y(target)}></circle>${label("goal", "a halo", x(found), goalY, goalText)}</g>` : null}
          <text class="n" x=${left} y="216">${text(from)}</text><text class="n e" x=${width - 14} y="216">${text(to)}</text>
        </g>`,
      };
    },
  };
}

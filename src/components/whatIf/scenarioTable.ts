import { html } from "htl";
import { presetLines, type RoiModel, type Values } from "../../model/roi/index.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { negative, overlayLetters } from "./cashSection.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now, Reading } from "./now.js";
import { valueText } from "./shown.js";

export interface TableActions {
  setBase(id: string): void;
  /** Makes a preset the working copy. */
  take(id: string): void;
}

const words = {
  yours: { zh: "当前方案", en: "Working copy" },
  nothing: { zh: "尚未改动", en: "nothing changed" },
  difference: { zh: "差异", en: "Difference" },
  against: { zh: "对比", en: "against" },
  base: { zh: "基准", en: "base" },
  label: { zh: "方案并列", en: "Scenarios side by side" },
  take: { zh: "采用", en: "use" },
};

/** The readings and the working copy side by side, line by line, with the difference to a base. */
export function scenarioTable(
  context: PageContext,
  plan: RoiModel,
  readings: readonly Reading[],
  actions: TableActions,
) {
  const { lang } = context;
  const element = html`<div class="scroll" tabindex="0" role="region" aria-label=${words.label[lang]}></div>`;
  let drawn = "";
  let update: (now: Now) => void = () => undefined;
  return {
    element,
    show(now: Now) {
      const key = JSON.stringify([now.base.id, now.overlays.map(({ id, values }) => [id, values["roi"]])]);
      if (key !== drawn) {
        drawn = key;
        const built = build(context, plan, [...readings, ...now.overlays], now, actions);
        update = built.update;
        element.replaceChildren(built.table);
      }
      update(now);
    },
  };
}

function build(context: PageContext, plan: RoiModel, columns: readonly Reading[], first: Now, actions: TableActions) {
  const { lang, say } = context;
  let now = first;
  const cell = (id: string, text: string, of: () => { model: RoiModel; values: Reading["values"] }) =>
    figure(context, text, () => nodeReceipt(context, of().model, of().values, id));
  const own = presetLines.map((id) => cell(id, "", () => now));
  const difference = (id: string): HTMLElement =>
    figure(context, "", () => differenceReceipt(context, plan, id, words.yours[lang], now.values, now.base));
  const differences = presetLines.map(difference);
  const points = difference("roi");
  const note = html`<small></small>`;
  const select = baseSelect(context, columns, first.base.id, actions);
  const lines = presetLines.flatMap((id, i) => {
    const cells = columns.map(
      ({ values }) =>
        html`<td class="num">${cell(id, lineText(context, id, values[id]!), () => ({ model: plan, values }))}</td>`,
    );
    const row = html`<tr class=${id === "roi" ? "big" : null}>
      <th scope="row">${say(plan.nodes.get(id)!.label)}${lineUnit(context, id)}</th>
      ${cells}
      <td class="num cur">${own[i]}</td>
      <td class="num diff">${differences[i]}</td>
    </tr>`;
    return id === "roi" ? [row, varianceRow(context, plan, columns, first.base, points)] : [row];
  });
  const table = html`<table class="scen">
    <thead>
      <tr>
        <td></td>
        ${columns.map((column) => readingHead(context, column, first.overlays.indexOf(column), actions))}
        <th scope="col" class="cur">${words.yours[lang]}${note}</th>
        <th scope="col" class="diff">${words.difference[lang]}<small>${words.against[lang]} ${select}</small></th>
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
  const update = (next: Now): void => {
    now = next;
    const { values, base } = next;
    presetLines.forEach((id, i) => {
      own[i]!.textContent = lineText(context, id, values[id]!);
      differences[i]!.textContent = differenceText(context, id, values[id]! - base.values[id]!);
    });
    points.textContent = differenceText(context, "roi", values["roi"]! - base.values["roi"]!);
    note.textContent = changeNote(context, next);
  };
  return { table, update };
}

/** @param overlay place among the overlaid scenarios, whose letters stand in the pictures too; -1 for a preset */
function readingHead(
  { lang }: PageContext,
  { id, label, note }: Reading,
  overlay: number,
  { take }: TableActions,
): HTMLElement {
  const button = html`<button
    type="button"
    class="link"
    aria-label="${words.take[lang]}${lang === "zh" ? "：" : ": "}${label}"
  >
    ${words.take[lang]}
  </button>`;
  button.addEventListener("click", () => take(id));
  return html`<th scope="col">
    ${overlay < 0 ? null : `${overlayLetters[overlay]} `}${label}<small>${note} ${button}</small>
  </th>`;
}

function baseSelect(
  { lang }: PageContext,
  columns: readonly Reading[],
  base: string,
  { setBase }: TableActions,
): HTMLElement {
  const select = html`<select aria-label=${words.base[lang]}>
    ${columns.map(({ id, label }) => html`<option value=${id} selected=${id === base}>${label}</option>`)}
  </select>` as HTMLSelectElement;
  select.addEventListener("change", () => setBase(select.value));
  return select;
}

/** How a line of one scenario differs from the base's. */
function differenceReceipt(
  context: PageContext,
  plan: RoiModel,
  id: string,
  label: string,
  values: Values,
  base: Reading,
): Receipt {
  const { say, lang } = context;
  const node = plan.nodes.get(id)!;
  const write = (value: number): string => valueText(context, node, value);
  const change = values[id]! - base.values[id]!;
  return {
    name: `${say(node.label)}${lang === "zh" ? "：" : ": "}${label} − ${base.label}`,
    formula: `${write(values[id]!)} − ${negative(write(base.values[id]!))} = ${id === "roi" ? differenceText(context, id, change) : write(change)}`,
    source: say(node.source),
  };
}

function varianceRow(
  context: PageContext,
  plan: RoiModel,
  columns: readonly Reading[],
  base: Reading,
  points: HTMLElement,
): HTMLElement {
  const { lang } = context;
  const cells = columns.map((column) => {
    const difference = column.values["roi"]! - base.values["roi"]!;
    const receipt = () => differenceReceipt(context, plan, "roi", column.label, column.values, base);
    const text = differenceText(context, "roi", difference);
    return html`<td class="num">${column.id === base.id ? words.base[lang] : figure(context, text, receipt)}</td>`;
  });
  const head = lang === "zh" ? `与“${base.label}”相比` : `against ${base.label}`;
  return html`<tr class="var">
    <th scope="row">${head}</th>
    ${cells}
    <td class="num cur">${points}</td>
    <td class="diff"></td>
  </tr>`;
}

function changeNote({ lang }: PageContext, { scenario }: Now): string {
  const count = Object.keys(scenario.overrides).length;
  if (count === 0) return words.nothing[lang];
  return lang === "zh" ? `改动 ${count} 项` : count === 1 ? "1 change" : `${count} changes`;
}

export function lineText({ format, lang }: PageContext, id: string, value: number): string {
  if (id === "roi") return format.percent(value);
  if (id === "saved") return format.count(value);
  if (id === "payback") return format.decimal(value, 2);
  return largeText(format, value, lang);
}

function largeText(format: PageContext["format"], value: number, lang: PageContext["lang"]): string {
  return format.decimal(value / (lang === "zh" ? 1e4 : 1e6), lang === "zh" ? 0 : 2);
}

/** A difference carries its sign; one of percentages is in points. */
export function differenceText(context: PageContext, id: string, difference: number): string {
  const { format, lang } = context;
  if (!Number.isFinite(difference)) return "–";
  if (id === "roi") return `${format.signed(format.points(difference, 0), difference)} ${lang === "zh" ? "点" : "pts"}`;
  return format.signed(lineText(context, id, difference), difference);
}

function lineUnit({ format, lang }: PageContext, id: string): string {
  const isMoney = ["interventions", "investment", "benefit"].includes(id);
  return isMoney ? (lang === "zh" ? `（${format.largeUnit}）` : `, ${format.largeUnit}`) : "";
}

import { html } from "htl";
import { rangeAt, type RoiModel, type RoiNode } from "../../model/roi/index.js";
import { isDrawn, type Scenario } from "../../model/scenario/index.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { isCounted } from "./counted.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { boxText, shownAs, sliderSpan, valueText, type SliderSpan } from "./shown.js";

export interface RowActions {
  set(id: string, value: number, isDragging: boolean): void;
  setRange(id: string, ends: readonly [number, number]): void;
  reset(id: string): void;
}

export interface AssumptionRow {
  readonly element: HTMLElement;
  show(now: Now): void;
}

const words = {
  low: { zh: "低值", en: "low" },
  high: { zh: "高值", en: "high" },
  was: { zh: "原为", en: "was" },
  byYou: { zh: "由你改动", en: "changed by you" },
  reset: { zh: "复原", en: "reset" },
  playbook: { zh: "业务手册", en: "playbook" },
  source: { zh: "来源", en: "source" },
  notCounted: { zh: "不计入", en: "not counted" },
};

/** One assumption: slider and number box under one label, low and high to edit, its former value when it has changed. */
export function assumptionRow(
  context: PageContext,
  node: RoiNode,
  plan: RoiModel,
  actions: RowActions,
  name = context.say(node.label),
): AssumptionRow {
  const { lang, say } = context;
  const { id } = node;
  const shown = shownAs(node, context);
  const label = say(node.label);
  const range = html`<input type="range" step="any" aria-label=${label} />` as HTMLInputElement;
  const box = html`<input type="number" id="a-${id}" step="any" aria-label=${label} />` as HTMLInputElement;
  const end = (word: string): HTMLInputElement =>
    html`<input
      type="number"
      step="any"
      class="end"
      aria-label="${label}${lang === "zh" ? "，" : ", "}${word}"
    />` as HTMLInputElement;
  const [low, high] = [end(words.low[lang]), end(words.high[lang])];
  const tick = html`<i class="pub" hidden></i>`;
  const unit = html`<span class="u"></span>`;
  const was = html`<div class="was" hidden></div>`;
  let now: Now | undefined;
  const kind = html`<span class="kind"></span>`;
  const source = figure(context, kind, () => nodeReceipt(context, now!.model, now!.values, id));
  source.setAttribute("aria-label", `${words.source[lang]}${lang === "zh" ? "：" : ": "}${label}`);
  const element = html`<div class="as">
    <div class="nm">${source}<label for="a-${id}">${name}${unit}</label></div>
    ${box}
    <div class="tr">${low}<span class="track">${range}${tick}</span>${high}</div>
    ${was}
  </div>`;
  let span: SliderSpan = { min: 0, max: 1, step: 0.01 };
  let value = NaN;
  const land = (x: number): number => Number((Math.round(x / span.step) * span.step).toPrecision(10));
  range.addEventListener("input", () => actions.set(id, within(land(range.valueAsNumber / shown.factor), span), true));
  range.addEventListener("change", () => actions.set(id, value, false));
  range.addEventListener("keydown", (event) => {
    const next = keyTarget(event.key, value, span, land);
    if (next === undefined) return;
    event.preventDefault();
    actions.set(id, within(next, span), true);
  });
  box.addEventListener("change", () =>
    actions.set(id, Number((box.valueAsNumber / shown.factor).toPrecision(12)), false),
  );
  const sendRange = () => {
    const ends = [low, high].map((input) => Number((input.valueAsNumber / shown.factor).toPrecision(12)));
    actions.setRange(id, ends as [number, number]);
  };
  low.addEventListener("change", sendRange);
  high.addEventListener("change", sendRange);

  let last = "";
  const show = (next: Now): void => {
    now = next;
    const { scenario, model, values } = next;
    const given = model.given[id];
    element.hidden = given === undefined;
    if (!given) return;
    value = values[id]!;
    const drawn = rangeAt(model, id, value, scenario.ranges);
    const counted = isCounted(node, values);
    const key = JSON.stringify([
      value,
      drawn,
      counted,
      scenario.basis,
      id in scenario.overrides,
      id in scenario.ranges,
    ]);
    if (key === last) return;
    last = key;
    span = sliderSpan(model, node, value, shown);
    const [min, max] = [span.min * shown.factor, span.max * shown.factor];
    range.min = String(min);
    range.max = String(max);
    range.value = String(value * shown.factor);
    range.setAttribute("aria-valuetext", valueText(context, node, value));
    const at = (x: number): string =>
      `${(Math.min(1, Math.max(0, (x * shown.factor - min) / (max - min || 1))) * 100).toFixed(1)}%`;
    range.style.setProperty("--lo", at(drawn?.low ?? value));
    range.style.setProperty("--hi", at(drawn?.high ?? value));
    if (box !== document.activeElement || isStale(box, value * shown.factor)) box.value = boxText(value, shown);
    for (const [input, edge] of [
      [low, drawn?.low],
      [high, drawn?.high],
    ] as const) {
      input.hidden = !isDrawn(model, id);
      input.value = boxText(edge ?? value, shown);
    }
    const isChanged = id in scenario.overrides;
    element.classList.toggle("changed", isChanged);
    element.classList.toggle("ranged", id in scenario.ranges);
    element.classList.toggle("off", !counted);
    kind.classList.toggle("meas", given.kind === "measured" && !isChanged);
    unit.textContent = [shown.unit, counted ? "" : words.notCounted[lang]].filter(Boolean).join(" ");
    showPublished(tick, at, plan, node, model, context);
    showFormer(was, context, node, { scenario, model, reset: () => actions.reset(id) });
  };
  return { element, show };
}

function isStale(box: HTMLInputElement, value: number): boolean {
  return (
    Number.isFinite(box.valueAsNumber) && Math.abs(box.valueAsNumber - value) > 1e-6 * Math.max(1, Math.abs(value))
  );
}

function within(value: number, { min, max }: SliderSpan): number {
  return Math.min(max, Math.max(min, value));
}

/** Arrows move by a step, Page keys by ten, Home and End to the ends. */
function keyTarget(
  key: string,
  value: number,
  { min, max, step }: SliderSpan,
  land: (x: number) => number,
): number | undefined {
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key];
  if (steps !== undefined) return land(value + steps * step);
  return key === "Home" ? min : key === "End" ? max : undefined;
}

/** Where the playbook's figure lies when the data's has taken its place. */
function showPublished(
  tick: HTMLElement,
  at: (x: number) => string,
  plan: RoiModel,
  node: RoiNode,
  model: RoiModel,
  context: PageContext,
): void {
  const published = plan.given[node.id]?.value;
  tick.hidden = published === undefined || published === model.given[node.id]?.value;
  if (tick.hidden || published === undefined) return;
  tick.style.left = `calc(.4375rem + ${Number.parseFloat(at(published)) / 100} * (100% - .875rem))`;
  tick.title = `${words.playbook[context.lang]} ${valueText(context, node, published)}`;
}

interface Former {
  readonly scenario: Scenario;
  readonly model: RoiModel;
  readonly reset: () => void;
}

function showFormer(was: HTMLElement, context: PageContext, node: RoiNode, { scenario, model, reset }: Former): void {
  const { lang, say } = context;
  const { id } = node;
  was.hidden = !(id in scenario.overrides || id in scenario.ranges);
  if (was.hidden) return was.replaceChildren();
  const given = model.given[id]!;
  const parts: string[] = [];
  if (id in scenario.overrides) parts.push(`${words.was[lang]} ${valueText(context, node, given.value)}`);
  if (id in scenario.ranges) {
    parts.push(
      `${words.low[lang]} ${valueText(context, node, given.low)}${lang === "zh" ? "，" : ", "}${words.high[lang]} ${valueText(context, node, given.high)}`,
    );
  }
  const joint = lang === "zh" ? "，" : ", ";
  const button = html`<button
    type="button"
    class="link"
    aria-label="${words.reset[lang]}${lang === "zh" ? "：" : ": "}${say(node.label)}"
  >
    ${words.reset[lang]}
  </button>`;
  button.addEventListener("click", reset);
  was.replaceChildren(`${parts.join(joint)}${joint}${words.byYou[lang]} `, button);
}

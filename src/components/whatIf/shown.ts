import type { RoiModel, RoiNode, Unit } from "../../model/roi/index.js";
import type { Lang } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";

/** How an assumption is entered: the model's value times `factor`, with so many decimals, in this unit. */
export interface Shown {
  readonly factor: number;
  readonly digits: number;
  readonly unit: string;
}

const shownUnits: Readonly<Record<Unit, Readonly<Record<Lang, Shown>>>> = {
  money: { zh: { factor: 1e-4, digits: 1, unit: "万元" }, en: { factor: 1e-3, digits: 0, unit: "¥ thousand" } },
  "money/customer": { zh: { factor: 1, digits: 0, unit: "元" }, en: { factor: 1, digits: 0, unit: "¥" } },
  customers: { zh: { factor: 1, digits: 0, unit: "{counter}" }, en: { factor: 1, digits: 0, unit: "" } },
  share: { zh: { factor: 100, digits: 2, unit: "%" }, en: { factor: 100, digits: 2, unit: "%" } },
  points: { zh: { factor: 100, digits: 2, unit: "百分点" }, en: { factor: 100, digits: 2, unit: "pts" } },
  ratio: { zh: { factor: 1, digits: 2, unit: "" }, en: { factor: 1, digits: 2, unit: "" } },
  days: { zh: { factor: 1, digits: 1, unit: "天" }, en: { factor: 1, digits: 1, unit: "days" } },
  months: { zh: { factor: 1, digits: 1, unit: "月" }, en: { factor: 1, digits: 1, unit: "months" } },
  switch: { zh: { factor: 1, digits: 0, unit: "" }, en: { factor: 1, digits: 0, unit: "" } },
};

export function shownAs(
  node: Pick<RoiNode, "unit">,
  { lang, playbook }: Pick<PageContext, "lang" | "playbook">,
): Shown {
  const { unit, ...shown } = shownUnits[node.unit][lang];
  return { ...shown, unit: unit.replace("{counter}", playbook.customer.counter) };
}

/** A value as the number box and its neighbours write it, without needless zeros. */
export function boxText(value: number, { factor, digits }: Shown): string {
  return String(Number((value * factor).toFixed(digits)));
}

/** A value in words and units, for lists and screen readers. */
export function valueText(context: PageContext, node: Pick<RoiNode, "unit">, value: number): string {
  const { format, lang } = context;
  if (!Number.isFinite(value)) return "–";
  if (node.unit === "switch") return value ? (lang === "zh" ? "计入" : "counted") : lang === "zh" ? "不计" : "left out";
  if (node.unit === "money") return format.largeMoney(value);
  const { factor, digits: most, unit } = shownAs(node, context);
  const digits = unit === "%" && Math.abs(value) >= 1 ? 0 : most;
  const shown = Number((value * factor).toFixed(digits));
  const decimals = Math.min(digits, (String(shown).split(".")[1] ?? "").length);
  const number = format.decimal(shown, decimals);
  if (unit === "%") return `${number}%`;
  if (unit === "¥") return `¥${number}`;
  return unit ? `${number} ${unit}` : number;
}

export interface SliderSpan {
  readonly min: number;
  readonly max: number;
  /** Values that a drag or a key lands on are multiples of it. */
  readonly step: number;
}

/** Where a slider can go: around the basis's value, within what makes sense, and always as far as the value itself. */
export function sliderSpan(
  model: RoiModel,
  { id, unit, bounds }: RoiNode,
  value: number,
  { factor }: Shown,
): SliderSpan {
  const { value: middle, low, high } = model.given[id]!;
  const [least, most] = bounds ?? [-Infinity, Infinity];
  const half = halfSpan(unit, middle, Math.max(middle - low, high - middle));
  const [from, to] = [Math.max(least, middle - half), Math.min(most, middle + half)];
  const step = niceStep(((to - from) * factor) / 100) / factor;
  const clean = (x: number): number => Number(x.toPrecision(10));
  const min = clean(Math.max(least, Math.floor(clean(from / step)) * step));
  const max = clean(Math.min(most, Math.ceil(clean(to / step)) * step));
  return { min: Math.min(min, value), max: Math.max(max, value), step };
}

function halfSpan(unit: Unit, middle: number, reach: number): number {
  if (unit === "share" || unit === "points") return Math.max(0.05, Math.min(0.3, 4 * reach || 0.3), reach * 1.5);
  if (unit === "days") return 24;
  return Math.max(Math.abs(middle), 1) * (unit === "customers" ? 0.5 : 1);
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= raw * 0.7)!;
}

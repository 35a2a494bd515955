import { html } from "htl";
import { sigmoid } from "../../model/churn/additive.js";
import { names, parse, substitute, toReadable } from "../../model/expression/index.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { stackOnPhone } from "../stackOnPhone.js";
import type { CustomerView } from "./view.js";

export interface Source extends Receipt {
  readonly id: string;
  /** The figure as the page shows it. */
  readonly value: string;
}

const made = new WeakMap<CustomerView, Source[]>();

/** Where each figure of the page comes from: its formula with names, the same with this customer's numbers, its table. */
export function customerSources(view: CustomerView): readonly Source[] {
  const sources = made.get(view) ?? [
    ...healthSources(view),
    ...probabilitySources(view),
    ...valueSources(view),
    ...(view.hasClock && view.detail.timing && !view.detail.isLost ? timingSources(view) : []),
  ];
  made.set(view, sources);
  return sources;
}

/** A figure of the page that opens its source. */
export function sourced(view: CustomerView, id: string, text?: string): HTMLElement | string {
  const source = customerSources(view).find((one) => one.id === id);
  if (!source) return text ?? "–";
  return figure(view, text ?? source.value, source);
}

function healthSources({ detail, playbook, lang, format: f }: CustomerView): Source[] {
  const zh = lang === "zh";
  const { components } = playbook.health;
  const scores = components.map(({ id }) => detail.history.components[id]?.at(-1) ?? null);
  const present = components.flatMap(({ id, weight }, i) =>
    scores[i] === null ? [] : [{ id, weight, score: scores[i]! }],
  );
  const isWhole = present.length === components.length;
  const sum = (write: (one: (typeof present)[number]) => string) => present.map(write).join(" + ");
  const over = (text: string) =>
    isWhole
      ? text
      : `(${text}) / ${f.decimal(
          present.reduce((total, { weight }) => total + weight, 0),
          2,
        )}`;
  const overall: Source = {
    id: "health",
    name: zh ? "健康分" : "Health score",
    value: detail.health === null ? "–" : f.decimal(detail.health, 1),
    formula: over(sum(({ id, weight }) => `${f.decimal(weight, 2)} × ${id}`)),
    inputs: present.length
      ? `${over(sum(({ weight, score }) => `${f.decimal(weight, 2)} × ${f.decimal(score, 1)}`))}${zh ? "；覆盖率 " : "; coverage "}${f.percent(detail.coverage)}`
      : zh
        ? "四项都没有数据"
        : "no component has data",
    source: "score_week",
  };
  return [overall, ...components.map((component, i) => componentSource(component, scores[i]!))];

  function componentSource({ id, label, formula }: (typeof components)[number], score: number | null): Source {
    const tree = parse(formula);
    const values = Object.fromEntries(names(tree).map((name) => [name, numberOf(detail.inputs[name])]));
    const absent = names(tree).filter((name) => Number.isNaN(values[name]));
    const write = (value: number) => (Number.isNaN(value) ? "?" : trimmed(value));
    return {
      id,
      name: label[lang],
      value: score === null ? "–" : f.decimal(score, 1),
      formula: toReadable(tree),
      inputs: `${substitute(tree, values, write)}${absent.length ? `${zh ? "；没有数据：" : "; no data: "}${absent.join(zh ? "、" : ", ")}` : ""}`,
      source: "customer_week",
    };
  }
}

function probabilitySources({ detail, lang, format: f, run, playbook }: CustomerView): Source[] {
  const { p, baseLogOdds, contributions } = detail;
  if (p === null) return [];
  const zh = lang === "zh";
  const total = (sign: number) => contributions.reduce((sum, { logOdds }) => sum + Math.max(0, sign * logOdds), 0);
  return [
    {
      id: "p",
      name: zh ? "流失概率" : "Churn probability",
      value: f.probability(p),
      formula: "sigmoid(base + Σ contributions)",
      inputs:
        baseLogOdds === null
          ? undefined
          : `sigmoid(${f.decimal(baseLogOdds, 2)} + ${f.decimal(total(1), 2)} − ${f.decimal(total(-1), 2)}) = ${f.decimal(sigmoid(baseLogOdds + total(1) - total(-1)), 4)}${zh ? `；${contributions.length} 项特征` : `; ${contributions.length} features`}`,
      source: `explanation · ${run.model.id}`,
    },
    ...(detail.pEarly === null
      ? []
      : [
          {
            id: "pEarly",
            name: zh
              ? `${playbook.earlyWarningDays ?? 0} 天预警概率`
              : `Probability within ${playbook.earlyWarningDays ?? 0} days`,
            value: f.probability(detail.pEarly),
            formula: zh ? "预警模型，另一个期限" : "early-warning model, a horizon of its own",
            source: "score_week.p_early",
          },
        ]),
  ];
}

function valueSources({ detail, lang, format: f }: CustomerView): Source[] {
  const { ltv, p } = detail;
  if (ltv === null) return [];
  const zh = lang === "zh";
  return [
    {
      id: "ltv",
      name: zh ? "剩余价值" : "Remaining LTV",
      value: f.money(ltv),
      formula: "remaining_ltv",
      inputs: f.money(ltv),
      source: "customers",
    },
    ...(p === null
      ? []
      : [
          {
            id: "loss",
            name: zh ? "预计损失" : "Expected loss",
            value: f.money(p * ltv),
            formula: "p × ltv",
            inputs: `${f.decimal(p, 4)} × ${f.count(ltv)}`,
            source: "score_week · customers",
          },
        ]),
  ];
}

function timingSources({ detail, standing, winback, lang, format: f }: CustomerView): Source[] {
  const { timing, ltv, p, firstCrossedOn } = detail;
  if (!timing || ltv === null || p === null) return [];
  const zh = lang === "zh";
  const first = winback.curve[0]!;
  const curve = zh
    ? { published: "发布的时效曲线，假设", placeholder: "占位曲线，假设", measured: "实测曲线" }
    : { published: "published curve, assumed", placeholder: "placeholder curve, assumed", measured: "measured curve" };
  const { day, uplift, now, byWeekEnd, nextWeek, costOfWaiting, cost } = timing;
  const g = (inDays: number, { g: value }: { g: number }): Source => ({
    id: `g${inDays}`,
    name: zh ? `时效 g(${day + inDays})` : `Effect of delay g(${day + inDays})`,
    value: f.decimal(value, 3),
    formula: `max(0, curve(d) − floor) / (curve(${first.days}) − floor)`,
    inputs: `${curveAt(value, first.stayRate)}${zh ? "；" : "; "}floor ${f.decimal(winback.floor.value, 4)}`,
    source: curve[winback.source],
  });
  const curveAt = (value: number, top: number) =>
    value === 0
      ? `curve(d) ≤ floor${zh ? " 或无依据" : " or unsupported"}`
      : `curve(d) ${f.decimal(winback.floor.value + value * (top - winback.floor.value), 3)}${zh ? "、" : ", "}curve(${first.days}) ${trimmed(top)}`;
  const gain = (id: string, name: string, inDays: number, point: { g: number; gain: number }): Source => ({
    id,
    name,
    value: f.money(point.gain),
    formula: "ltv × (min(1, 1 − p + uplift × g) − (1 − p))",
    inputs: `${f.count(ltv)} × (min(1, ${f.decimal(1 - p, 3)} + ${f.decimal(uplift, 3)} × ${f.decimal(point.g, 3)}) − ${f.decimal(1 - p, 3)})`,
    source: zh ? `queue_week，第 ${day + inDays} 天` : `queue_week, day ${day + inDays}`,
  });
  const crossed: Source = {
    id: "day",
    name: zh ? "越线后天数" : "Days since crossing",
    value: zh ? `第 ${day} 天` : `day ${day}`,
    formula: "as_of − first_crossed_on",
    inputs: firstCrossedOn ? `${zh ? "首次越线 " : "first crossed "}${f.date(firstCrossedOn)}` : undefined,
    source: "score_week",
  };
  if (standing !== "open") return [crossed];
  return [
    crossed,
    g(7, byWeekEnd),
    g(14, nextWeek),
    gain("gain0", zh ? "今天联系值" : "Worth of contact today", 0, now),
    gain("gain7", zh ? "最迟本周" : "By the end of this week", 7, byWeekEnd),
    gain("gain14", zh ? "下周" : "Next week", 14, nextWeek),
    {
      id: "waiting",
      name: zh ? "等待代价" : "Cost of waiting",
      value: f.money(costOfWaiting),
      formula: "gain(d + 7) − gain(d + 14)",
      inputs: `${f.count(byWeekEnd.gain)} − ${f.count(nextWeek.gain)}`,
      source: "queue_week",
    },
    {
      id: "net",
      name: zh ? "今天联系的净得" : "Net gain of contact today",
      value: f.money(now.gain - cost),
      formula: "gain(d) − cost",
      inputs: `${f.count(now.gain)} − ${f.count(cost)}`,
      source: zh ? "queue_week 与方案的每人成本" : "queue_week and the plan's cost a head",
    },
  ];
}

/** All of them as a table. */
export function sourcesTable(view: CustomerView): HTMLElement {
  const zh = view.lang === "zh";
  const head = zh ? ["数字", "公式", "代入", "来源"] : ["Figure", "Formula", "With numbers", "Source"];
  return stackOnPhone(
    html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "数字的来历" : "Where the figures come from"}>
      <table class="receipts">
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${customerSources(view).map(
            (source) =>
              html`<tr>
                <th scope="row">${source.name} <b class="nb">${source.value}</b></th>
                <td class="mono">${source.formula}</td>
                <td class="mono">${source.inputs}</td>
                <td>${source.source}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  );
}

function numberOf(value: number | string | null | undefined): number {
  return typeof value === "number" ? value : NaN;
}

/** At most three decimals, without zeros at the end. */
function trimmed(value: number): string {
  return String(Math.round(value * 1_000) / 1_000).replace("-", "−");
}

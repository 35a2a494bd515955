import { html, svg } from "htl";
import { weekCells, weekPlan, type Channel, type WeekLimits } from "../../model/scenario/index.js";
import type { AllocationCell } from "../../model/allocation/types.js";
import type { Orders } from "../../model/allocation/compareOrders.js";
import type { CeoData } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";
import { chart, type Chart, type ChartOptions } from "../chart.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { scale } from "../scale.js";
import type { Now } from "./now.js";

const channelWords: Readonly<Record<Channel, Text>> = {
  executive_visit: { zh: "高管上门，每周", en: "Executive visits a week" },
  advisor_call: { zh: "顾问电话，每周", en: "Advisor calls a week" },
  push: { zh: "推送，每周", en: "Push messages a week" },
  routine: { zh: "常规触达，每周", en: "Routine contacts a week" },
};

const words = {
  budget: { zh: "本周预算", en: "Budget of the week" },
  unlimited: { zh: "不限", en: "no limit" },
  orders: {
    risk: { zh: "风险高的先来", en: "Riskiest first" },
    profit: { zh: "每人净得多的先来", en: "Most profitable first" },
    optimum: { zh: "最优", en: "Optimum" },
  },
  head: {
    zh: ["次序", "联系人数", "花费", "预计收益", "净得"],
    en: ["Order", "Contacted", "Spend", "Expected gain", "Net"],
  },
  bound: { zh: "任何排法的上限", en: "No order can earn more than" },
};

export interface WeekSection {
  readonly element: HTMLElement;
  show(now: Now): void;
  /** Net money of risk order and optimum, after `show`. */
  last(): { readonly risk: number; readonly optimum: number };
}

/** Who gets this week's hands and money: three orders over the run's joint histogram, live. */
export function weekSection(
  context: PageContext,
  data: CeoData,
  measuredLtv: number,
  setLimits: (limits: WeekLimits, subject: string) => void,
): WeekSection {
  const { lang, playbook } = context;
  const channels = Object.keys(playbook.queue.weeklyCapacity) as Channel[];
  let limits: WeekLimits = { capacity: playbook.queue.weeklyCapacity };
  let everybody = 0;
  const controls = [
    limitControl(context, "budget", words.budget[lang], (value) => setLimits({ ...limits, budget: value }, "budget")),
    ...channels.map((channel) =>
      limitControl(context, channel, channelWords[channel][lang], (value) =>
        setLimits({ ...limits, capacity: { ...limits.capacity, [channel]: value } }, channel),
      ),
    ),
  ];
  const picture: { chart?: Chart } = {};
  const place = html`<div></div>`;
  const body = html`<tbody></tbody>`;
  const element = html`<div class="week">
    <div class="limits">${controls.map(({ element: each }) => each)}</div>
    <div>
      ${place}
      <div class="scroll" tabindex="0" role="region" aria-label=${words.head[lang][0]}>
        <table>
          <thead>
            <tr>
              ${words.head[lang].map((name, i) => html`<th scope="col" class=${i ? "num" : null}>${name}</th>`)}
            </tr>
          </thead>
          ${body}
        </table>
      </div>
    </div>
  </div>`;
  let last = { risk: 0, optimum: 0 };
  return {
    element,
    last: () => last,
    show({ scenario, values }) {
      limits = scenario.limits;
      const scaled = { ...values };
      const cells = weekCells(data.histogram, playbook, scaled, values["ltv"]! / measuredLtv);
      everybody ||= weekPlan(cells, { capacity: {} }).optimum.spend;
      controls[0]!.show(limits.budget, niceAbove(everybody));
      channels.forEach((channel, i) =>
        controls[i + 1]!.show(limits.capacity[channel], niceAbove(countFor(cells, channel))),
      );
      const orders = weekPlan(cells, limits);
      last = { risk: orders.risk.net, optimum: orders.optimum.net };
      const options = orderOptions(context, orders);
      if (picture.chart) picture.chart.update(options);
      else {
        picture.chart = chart(options, { width: 500 });
        place.replaceChildren(picture.chart.element);
      }
      body.replaceChildren(...orderRows(context, orders));
    },
  };
}

function countFor(cells: readonly AllocationCell[], channel: Channel): number {
  return cells.reduce((sum, { count, options }) => sum + (options[0]?.channel === channel ? count : 0), 0);
}

function niceAbove(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))));
  return Math.max(10, Math.ceil(value / power) * power);
}

/** A limit with slider and number box; its far end lifts it. The slider is a square-root scale, so that small limits can be set. */
function limitControl(
  { lang, format, playbook }: PageContext,
  id: string,
  label: string,
  set: (value: number | undefined) => void,
) {
  const isMoney = id === "budget";
  const factor = isMoney ? (lang === "zh" ? 1e-4 : 1e-3) : 1;
  const unit = isMoney ? (lang === "zh" ? playbook.money.large.zh.unit : "¥ thousand") : "";
  const range = html`<input type="range" min="0" max="200" step="1" aria-label=${label} />` as HTMLInputElement;
  const box = html`<input
    type="number"
    min="0"
    step="any"
    id="week-${id}"
    placeholder=${words.unlimited[lang]}
  />` as HTMLInputElement;
  let top = 1;
  const fromPosition = (position: number): number | undefined => {
    if (position >= 200) return undefined;
    const raw = top * (position / 200) ** 3 * factor;
    const digits = raw < 10 ? 1 : raw < 100 ? 0 : -1;
    const rounded = isMoney || raw >= 100 ? Number(raw.toFixed(Math.max(0, digits))) : Math.round(raw);
    return rounded / factor;
  };
  range.addEventListener("input", () => set(fromPosition(range.valueAsNumber)));
  box.addEventListener("change", () =>
    set(Number.isFinite(box.valueAsNumber) ? Math.max(0, box.valueAsNumber) / factor : undefined),
  );
  return {
    element: html`<div class="sl">
      <label for="week-${id}">${label}</label><span>${box} <small>${unit}</small></span>
      <div class="tr">${range}</div>
    </div>`,
    show(value: number | undefined, highest: number) {
      top = highest;
      const position = value === undefined ? 200 : Math.min(199, Math.round(200 * Math.cbrt(value / top)));
      if (document.activeElement !== range) range.value = String(position);
      const said =
        value === undefined ? words.unlimited[lang] : isMoney ? format.largeMoney(value) : format.count(value);
      range.setAttribute("aria-valuetext", said);
      if (document.activeElement !== box)
        box.value = value === undefined ? "" : String(Number((value * factor).toFixed(2)));
    },
  };
}

function orderOptions({ lang, format }: PageContext, { risk, profit, optimum }: Orders): ChartOptions {
  const bars = [
    { name: words.orders.risk[lang], net: risk.net, isBest: false },
    { name: words.orders.profit[lang], net: profit.net, isBest: false },
    { name: words.orders.optimum[lang], net: optimum.net, isBest: true },
  ];
  const joint = lang === "zh" ? "；" : "; ";
  return {
    lang,
    label: [
      ...bars.map(({ name, net }) => `${name} ${format.largeMoney(net)}`),
      `${words.bound[lang]} ${format.largeMoney(optimum.upperBound)}`,
    ].join(joint),
    table: {
      head: [words.head[lang][0]!, words.head[lang][4]!],
      rows: bars.map(({ name, net }) => [name, format.largeMoney(net)]),
    },
    draw: (width) => {
      const left = lang === "zh" ? 122 : 138;
      const x = scale([Math.min(0, risk.net), Math.max(1, optimum.upperBound)], [left, width - 84]);
      return {
        height: 108,
        marks: svg`<g>
          ${bars.map(
            ({ name, net, isBest }, i) => svg`<g><text class="nb2" x="0" y=${31 + i * 28}>${name}</text>
            <rect class=${isBest ? "f-acc" : "f-neg"} x=${Math.min(x(0), x(net))} y=${18 + i * 28} width=${Math.max(1, Math.abs(x(net) - x(0)))} height="18"></rect>
            <text class=${isBest ? "a halo" : "k halo"} x=${Math.max(x(0), x(net)) + 6} y=${31 + i * 28}>${format.largeMoney(net)}</text></g>`,
          )}
          <line class="axd" x1=${x(optimum.upperBound)} x2=${x(optimum.upperBound)} y1="10" y2="98"></line>
          <line class="ax0" x1=${x(0)} x2=${x(0)} y1="10" y2="98"></line>
        </g>`,
      };
    },
  };
}

function orderRows(context: PageContext, orders: Orders): HTMLElement[] {
  const { lang, format } = context;
  const source =
    lang === "zh"
      ? "本周 histogram_week，按层、p、LTV 与越线天数合并"
      : "histogram_week of this run, merged by tier, p, LTV and days since crossing";
  const row = (name: string, { customers, spend, gain, net }: Orders["risk"]) => {
    const receipt = (label: string, inputs: string) => () => ({
      name: `${name}${lang === "zh" ? "：" : ": "}${label}`,
      formula: "Σ (ltv × margin × uplift × g − cost)",
      inputs,
      source,
    });
    const [head, , , , last] = words.head[lang];
    void head;
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="num">${format.count(customers)}</td>
      <td class="num">${format.largeMoney(spend)}</td>
      <td class="num">${format.largeMoney(gain)}</td>
      <td class="num">
        ${figure(context, format.largeMoney(net), receipt(last!, `${format.largeMoney(gain)} − ${format.largeMoney(spend)}`))}
      </td>
    </tr>`;
  };
  const { optimum } = orders;
  return [
    row(words.orders.risk[lang], orders.risk),
    row(words.orders.profit[lang], orders.profit),
    row(words.orders.optimum[lang], optimum),
    html`<tr class="var">
      <th scope="row">${words.bound[lang]}</th>
      <td></td>
      <td></td>
      <td></td>
      <td class="num">${format.largeMoney(optimum.upperBound)}</td>
    </tr>`,
  ];
}

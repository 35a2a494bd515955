import { html, svg } from "htl";
import type { Orders } from "../../model/allocation/compareOrders.js";
import type { ChartOptions } from "../chart.js";
import { markText, receiptOpener } from "../chartFigure.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { scale } from "../scale.js";
import { negative } from "./cashSection.js";

const words = {
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
  price: { zh: "每多一个名额值", en: "one more is worth" },
  money: { zh: "预算每多 1 元值", en: "another ¥1 of budget is worth" },
};
const orderIds = ["risk", "profit", "optimum"] as const;
type Column = "customers" | "spend" | "gain" | "net";

export const orderHead = words.head;

/** Net money of the three orders, with the bound that none exceeds. */
export function orderOptions(context: PageContext, orders: Orders, source: string): ChartOptions {
  const { lang, format } = context;
  const { upperBound } = orders.optimum;
  const money = format.largeMoney;
  const bars = orderIds.map((id) => ({ id, name: words.orders[id][lang], net: orders[id].net }));
  return {
    lang,
    label: [...bars.map(({ name, net }) => `${name} ${money(net)}`), `${words.bound[lang]} ${money(upperBound)}`].join(
      lang === "zh" ? "；" : "; ",
    ),
    table: {
      head: [words.head[lang][0]!, words.head[lang][4]!],
      rows: [
        ...bars.map(({ id, name, net }) => [name, { text: money(net), receipt: id }]),
        [words.bound[lang], { text: money(upperBound), receipt: "bound" }],
      ],
    },
    openReceipt: receiptOpener(context, (id) =>
      id === "bound"
        ? boundReceipt(context, orders, source)
        : orderReceipt(context, orders, id as (typeof orderIds)[number], "net", source),
    ),
    draw: (width) => {
      const left = lang === "zh" ? 122 : 138;
      const x = scale([Math.min(0, orders.risk.net), Math.max(1, upperBound)], [left, width - 84]);
      return {
        height: 108,
        marks: svg`<g>
          ${bars.map(
            ({ id, name, net }, i) => svg`<g><text class="nb2" x="0" y=${31 + i * 28}>${name}</text>
            <rect class=${id === "optimum" ? "f-acc" : "f-neg"} x=${Math.min(x(0), x(net))} y=${18 + i * 28} width=${Math.max(1, Math.abs(x(net) - x(0)))} height="18"></rect>
            ${markText({ kind: id === "optimum" ? "a halo" : "k halo", x: Math.max(x(0), x(net)) + 6, y: 31 + i * 28 }, money(net), id)}</g>`,
          )}
          <line class="axd" x1=${x(upperBound)} x2=${x(upperBound)} y1="10" y2="98"></line>
          <line class="ax0" x1=${x(0)} x2=${x(0)} y1="10" y2="98"></line>
        </g>`,
      };
    },
  };
}

/** The same as a table: heads, spend, gain and net of each order, and the bound. */
export function orderRows(context: PageContext, orders: Orders, source: string): HTMLElement[] {
  const { lang, format } = context;
  const cell = (id: (typeof orderIds)[number], column: Column): HTMLElement => {
    const value = orders[id][column];
    const text = column === "customers" ? format.count(value) : format.largeMoney(value);
    const receipt = (): Receipt => orderReceipt(context, orders, id, column, source);
    return html`<td class="num">${figure(context, text, receipt)}</td>`;
  };
  const bound = figure(context, format.largeMoney(orders.optimum.upperBound), () =>
    boundReceipt(context, orders, source),
  );
  return [
    ...orderIds.map(
      (id) =>
        html`<tr>
          <th scope="row">${words.orders[id][lang]}</th>
          ${(["customers", "spend", "gain", "net"] as const).map((column) => cell(id, column))}
        </tr>`,
    ),
    html`<tr class="var">
      <th scope="row">${words.bound[lang]}</th>
      <td></td>
      <td></td>
      <td></td>
      <td class="num">${bound}</td>
    </tr>`,
  ];
}

const formulas: Readonly<Record<Column, string>> = {
  customers: "Σ n",
  spend: "Σ n × cost",
  gain: "Σ n × ltv × margin × min(p, uplift × g)",
  net: "Σ n × (ltv × margin × min(p, uplift × g) − cost)",
};

function orderReceipt(
  { lang, format: f, playbook }: PageContext,
  orders: Orders,
  id: (typeof orderIds)[number],
  column: Column,
  source: string,
): Receipt {
  const { customers, spend, gain, net } = orders[id];
  const money = f.largeMoney;
  const numbers: Readonly<Record<Column, string>> = {
    customers: f.count(customers),
    spend: money(spend),
    gain: money(gain),
    net: `${money(gain)} − ${negative(money(spend))} = ${money(net)}`,
  };
  const place = ["customers", "spend", "gain", "net"].indexOf(column) + 1;
  return {
    name: `${words.orders[id][lang]}${lang === "zh" ? "：" : ": "}${words.head[lang][place]}`,
    formula: `${formulas[column]} = ${numbers[column]}`,
    inputs:
      lang === "zh"
        ? `n 为各组联系人数，共 ${f.count(customers)} ${playbook.customer.counter}`
        : `n: contacted of each group, ${f.count(customers)} in all`,
    source,
  };
}

/** The bound from its shadow prices: what a further unit of each limit would earn. */
function boundReceipt({ lang, format: f }: PageContext, { optimum }: Orders, source: string): Receipt {
  const { prices, upperBound } = optimum;
  const channels = [...prices.channels].map(([channel, price]) => `${channel}: ${words.price[lang]} ${f.money(price)}`);
  const budget = prices.budget > 0 ? [`${words.money[lang]} ${f.decimal(prices.budget, 2)}`] : [];
  return {
    name: words.bound[lang],
    formula: `Σ price × limit + Σ n × max(0, gain − cost − prices) = ${f.largeMoney(upperBound)}`,
    inputs: [...budget, ...channels].join(lang === "zh" ? "；" : "; "),
    source,
  };
}

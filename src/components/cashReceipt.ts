import type { CashFlow } from "../model/roi/index.js";
import type { PageContext } from "./context.js";
import type { Receipt } from "./receipt.js";

const words = {
  cumulated: { zh: "累计净现金，第 {m} 月末", en: "Cumulated net cash at the end of month {m}" },
  crossing: { zh: "按月回收期", en: "Payback by month" },
  source: {
    zh: "一次性投入在第 0 月，运行费用按月均摊，干预与收益随推广分期的覆盖率；单位：{unit}",
    en: "one-off cost in month 0, running cost evenly, interventions and benefit in step with the phases' coverage; unit: {unit}",
  },
  start: { zh: "− 一次性投入", en: "− one-off cost" },
  month: { zh: "上月累计 + 收益 − 干预 − 运行", en: "month before + benefit − interventions − running cost" },
  inputs: { zh: "当月覆盖率", en: "coverage in the month" },
};

/** The cumulated curve at the end of one month, from the month before. */
export function cashReceipt({ lang, format: f }: PageContext, cash: CashFlow, month: number, whose = ""): Receipt {
  const { coverage, oneOff, running, interventions, benefit, cumulative } = cash.months[month]!;
  const money = f.largeMoney;
  const before = cash.months[month - 1]?.cumulative;
  const numbers =
    before === undefined
      ? `−${money(oneOff)}`
      : `${money(before)} + ${money(benefit)} − ${money(interventions)} − ${money(running)}`;
  const name = words.cumulated[lang].replace("{m}", String(month));
  return {
    name: whose ? `${whose}${lang === "zh" ? "：" : ": "}${name}` : name,
    formula: `${words[before === undefined ? "start" : "month"][lang]} = ${numbers} = ${money(cumulative)}`,
    ...(before === undefined ? {} : { inputs: `${words.inputs[lang]} ${f.percent(coverage)}` }),
    source: words.source[lang].replace("{unit}", f.largeUnit),
  };
}

/** Where the cumulated curve first reaches 0, straight within the month. */
export function crossingReceipt({ lang, format: f }: PageContext, { months, crossing }: CashFlow): Receipt {
  const source = words.source[lang].replace("{unit}", lang === "zh" ? "月" : "months");
  const name = words.crossing[lang];
  if (crossing === undefined) {
    const never = lang === "zh" ? "累计净现金在第 12 月末仍为负" : "cumulated net cash is still below 0 in month 12";
    return { name, formula: `${never}: ${f.largeMoney(months.at(-1)!.cumulative)}`, source };
  }
  const after = Math.max(1, Math.ceil(crossing));
  const [from, to] = [months[after - 1]!.cumulative, months[after]!.cumulative];
  const part = `−${lang === "zh" ? "上月累计" : "month before"} / ${lang === "zh" ? "当月净额" : "net of the month"}`;
  const numbers = `${after - 1} + ${f.largeMoney(-from)} / ${f.largeMoney(to - from)}`;
  return {
    name,
    formula: `${lang === "zh" ? "上月序号" : "month before"} + (${part}) = ${numbers} = ${f.decimal(crossing, 1)}`,
    source,
  };
}

/** One edge of the band around the cumulated curve. */
export function bandReceipt(
  { lang, format: f }: PageContext,
  edge: "p10" | "p90",
  month: number,
  value: number,
): Receipt {
  const name = words.cumulated[lang].replace("{m}", String(month));
  return {
    name: `${name}${lang === "zh" ? "：" : ": "}${edge}`,
    formula: `quantile(${lang === "zh" ? "各次抽样的累计净现金" : "cumulated net cash of each draw"}, ${edge.slice(1)}%) = ${f.largeMoney(value)}`,
    inputs: lang === "zh" ? "10,000 次抽样" : "10,000 draws",
    source: words.source[lang].replace("{unit}", f.largeUnit),
  };
}

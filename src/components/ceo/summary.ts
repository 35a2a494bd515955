import { html } from "htl";
import type { Playbook, Text } from "../../playbooks/types.js";
import { figure } from "../figure.js";
import { roiReceipt } from "../roiReceipt.js";
import { sumRow } from "../tierTable.js";
import type { CeoPage } from "./page.js";
import { cashReceipt, lossesReceipt, newlyReceipt, rangeReceipt, topTiersReceipt } from "./receipts.js";
import type { Scenario } from "./scenario.js";

/** Five sentences, written by rule: losses, who they are, what is asked for, ROI with its range, when the money is back. */
export function summary(page: CeoPage, now: Scenario): Node {
  const figures = summaryFigures(page, now);
  return page.context.lang === "zh" ? chinese(page, now, figures) : english(page, now, figures);
}

type Figures = ReturnType<typeof summaryFigures>;

function summaryFigures({ context, data }: CeoPage, now: Scenario) {
  const { format: f } = context;
  const { values, roi, model, cash } = now;
  const [total, top] = [sumRow(data.tiers), sumRow(data.tiers.slice(0, 2))];
  const node = (id: string, text: string) => figure(context, text, () => roiReceipt(context, model, values, id));
  const count = (id: string) => node(id, f.count(values[id]!));
  const share = (id: string) => node(id, f.percent(values[id]!, 1));
  return {
    losses: figure(context, f.count(total.expectedLosses), lossesReceipt(context, data)),
    money: total.money === null ? undefined : figure(context, f.largeMoney(total.money), lossesReceipt(context, data)),
    topLosses: figure(context, f.count(top.expectedLosses), topTiersReceipt(context)),
    topMoney: top.money === null ? undefined : figure(context, f.largeMoney(top.money), topTiersReceipt(context)),
    newly: figure(context, f.heads(data.newlyAtRisk), newlyReceipt(context)),
    investment: node("investment", f.largeMoney(values["investment"]!)),
    saved: count("saved"),
    before: share("churn_without"),
    after: share("churn_with"),
    roi: node("roi", f.percent(values["roi"]!)),
    range: figure(context, f.range(f.percent(roi.p10 ?? NaN), f.percent(roi.p90 ?? NaN)), rangeReceipt(context, now)),
    payback: Number.isFinite(values["payback"]!) ? node("payback", f.decimal(values["payback"]!, 1)) : undefined,
    month: cash.crossing === undefined ? undefined : figure(context, f.decimal(cash.crossing, 1), cashReceipt(context)),
  };
}

const noValue: Text = {
  zh: "（数据里没有剩余价值，金额算不出；下面的 ROI 借用业务手册的剩余价值）",
  en: " (the data give no remaining value, so no money can be named; the ROI below borrows the playbook's)",
};

/** The plan's own figures are said to be the plan's. */
function basis({ roi, customer }: Playbook, { basis: on, preset, values }: Scenario): Text {
  const label = roi.presets.find(({ id }) => id === preset)?.label;
  if (on === "run" || !label) return { zh: "", en: "" };
  const heads = new Intl.NumberFormat("en").format(values["customers"]!);
  return {
    zh: `按“${label.zh}”的 ${heads} ${customer.counter}算，`,
    en: `On the ${heads} customers of the reading ${label.en.toLowerCase()}: `,
  };
}

function chinese({ context, data }: CeoPage, now: Scenario, f: Figures): Node {
  const { values } = now;
  const { playbook, run, say } = context;
  const { counter } = playbook.customer;
  const atStake = f.money ? html`<span>，牵涉 ${f.money}</span>` : noValue.zh;
  const topAtStake = f.topMoney ? html`<span>、${f.topMoney}</span>` : null;
  const tiers = `${say(playbook.tiers.critical.label)}与${say(playbook.tiers.high.label)}两层`;
  const newly = data.run.weeks > 1 ? html`<span>；本周新进风险 ${f.newly} ${counter}</span>` : null;
  const payback = f.payback ? html`<span>简单回本 ${f.payback} 个月，</span>` : "收益抵不回投入，";
  const month = f.month ? html`<span>现金第 ${f.month} 个月回正。</span>` : "一年内现金没有回正。";
  return html.fragment`不作为时，未来 ${run.horizonDays} 天预计流失 ${f.losses} ${counter}${atStake}。${tiers}将带走 ${f.topLosses} ${counter}${topAtStake}${newly}。${basis(playbook, now).zh}${values["count_low_tier"] ? "四层全计" : "只计项目三层"}，投入 ${f.investment} 多留 ${f.saved} ${counter}，流失率由 ${f.before} 降到 ${f.after}。ROI ${f.roi}，十次有八次在 ${f.range}。${payback}${month}`;
}

function english({ context, data }: CeoPage, now: Scenario, f: Figures): Node {
  const { values } = now;
  const { playbook, run, say } = context;
  const [critical, high] = [playbook.tiers.critical, playbook.tiers.high].map((tier) => say(tier.label).toLowerCase());
  const atStake = f.money ? html`<span>, with ${f.money} at stake</span>` : noValue.en;
  const topAtStake = f.topMoney ? html`<span> and ${f.topMoney}</span>` : null;
  const newly = data.run.weeks > 1 ? html`<span>; ${f.newly} are newly at risk this week</span>` : null;
  const payback = f.payback
    ? html`<span>Simple payback takes ${f.payback} months, </span>`
    : "The benefit does not pay back the money, ";
  const month = f.month
    ? html`<span>and cash turns positive in month ${f.month}.</span>`
    : "and cash stays negative all year.";
  return html.fragment`If nobody is treated, ${f.losses} ${playbook.customer.many.en} are expected to leave within ${run.horizonDays} days${atStake}. The ${critical} and ${high} tiers take ${f.topLosses} of them${topAtStake}${newly}. ${basis(playbook, now).en}${values["count_low_tier"] ? "With all four tiers counted" : "Counting the programme tiers only"}, ${f.investment} saves ${f.saved} more and brings churn from ${f.before} to ${f.after}. ROI is ${f.roi}, in eight of ten draws ${f.range}. ${payback}${month}`;
}

import { html } from "htl";
import type { Values } from "../model/roi/index.js";
import type { TierRow } from "../pageData.js";
import type { TierId } from "../playbooks/types.js";
import type { PageContext } from "./context.js";
import { figure } from "./figure.js";
import type { Receipt } from "./receipt.js";

/** A line of the tier table: one tier, or several as one. */
export interface TierLine extends Omit<TierRow, "tier"> {
  readonly tier?: TierId;
  /** Tiers whose saved customers the line counts. */
  readonly members: readonly TierRow[];
  readonly isTotal?: boolean;
}

/** The seven figures of a line, each with its receipt; empty where a line has none. */
export function tierCells(context: PageContext, values: Values, line: TierLine): unknown[] {
  return [...observed(context, line), ...added(context, values, line)];
}

function observed(context: PageContext, { customers, isFew, meanP, expectedLosses, money }: TierLine): unknown[] {
  const { format: f, lang } = context;
  const zh = lang === "zh";
  const source = zh
    ? `tier_week，${f.count(customers)} ${context.playbook.customer.counter}`
    : `tier_week, ${f.count(customers)} customers`;
  const fig = (text: string, name: string, rest: Partial<Receipt> = {}) =>
    figure(context, text, { name, source, ...rest });
  if (isFew) return [fewCell(context), "–", "–", "–"];
  return [
    fig(f.count(customers), zh ? "在册人数" : "Customers"),
    customers
      ? fig(f.percent(meanP, meanP < 0.1 ? 1 : 0), zh ? "平均流失概率" : "Mean churn probability", {
          formula: "mean(p)",
        })
      : "–",
    fig(f.count(expectedLosses), zh ? "预计流失人数" : "Expected losses", {
      formula: "sum(p)",
      inputs: `${f.count(customers)} × ${f.percent(meanP, 1)}`,
    }),
    money === null ? "–" : fig(f.largeNumber(money), zh ? "牵涉金额" : "Money at stake", { formula: "sum(p × ltv)" }),
  ];
}

/** One to four customers: counted with the tier beside, so that no total gives them away. */
function fewCell(context: PageContext): unknown {
  const zh = context.lang === "zh";
  return figure(context, context.format.heads("<5"), {
    name: zh ? "在册人数" : "Customers",
    inputs: zh ? "不足 5 位，并入相邻的一层计算" : "fewer than five, counted with the tier beside",
    source: "tier_week",
  });
}

function added(context: PageContext, values: Values, { tier, members, customers, isTotal }: TierLine): unknown[] {
  const { format: f } = context;
  const saved = members.reduce((sum, member) => sum + savedOf(values, member), 0);
  const receipts = addedReceipts(context, values, tier);
  const uplift = tier ? values[`uplift_${tier}`]! : customers ? saved / customers : NaN;
  const net = tier ? uplift * values[`ltv_${tier}`]! - values[`cost_${tier}`]! : NaN;
  const isAside = tier === "low" && values["count_low_tier"] === 0;
  const savedFigure = figure(context, f.count(saved), receipts.saved);
  return [
    isTotal || !Number.isFinite(uplift) ? "" : figure(context, f.points(uplift), receipts.points),
    isAside ? html`<span>(${savedFigure})</span>` : savedFigure,
    Number.isFinite(net) && customers ? figure(context, f.signed(f.count(net), net), receipts.net) : "",
  ];
}

/** With the budget as it stands; the low tier's is shown even where it is not counted. */
function savedOf(values: Values, { tier, customers }: TierRow): number {
  const isCounted = tier !== "low" || values["count_low_tier"] !== 0;
  return isCounted ? (values[`saved_${tier}`] ?? NaN) : customers * (values["uplift_low"] ?? NaN);
}

function addedReceipts(
  { format: f, lang }: PageContext,
  values: Values,
  tier?: TierId,
): Record<"points" | "saved" | "net", Receipt> {
  const zh = lang === "zh";
  const of = (id: string) => (tier ? values[`${id}_${tier}`]! : NaN);
  const source = zh ? "业务手册的假设，本周各层的 p" : "assumptions of the playbook, p of this week's tiers";
  const points = `${f.points(of("uplift"))}%`;
  const hasRate = Number.isFinite(of("stay"));
  return {
    points: {
      name: zh ? "干预多留住的百分点" : "Points that treatment adds",
      formula: tier ? (hasRate ? "stay_treated − (1 − mean p)" : "added") : "saved / customers",
      inputs: hasRate ? `${f.percent(of("stay"))} − (1 − ${f.percent(of("p"), 1)})` : undefined,
      source,
    },
    saved: {
      name: zh ? "增量留住" : "Customers saved",
      formula: "treated × uplift × g",
      inputs: tier ? `${f.count(of("reached"))} × ${points}` : undefined,
      source,
    },
    net: {
      name: zh ? "每处理一人净得" : "Net gain a head treated",
      formula: "uplift × ltv − cost",
      inputs: tier ? `${points} × ${f.money(of("ltv"))} − ${f.money(of("cost"))}` : undefined,
      source,
    },
  };
}

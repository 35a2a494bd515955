import { html } from "htl";
import type { TierRow } from "../pageData.js";
import type { Values } from "../model/roi/index.js";
import { programmeTierIds, type TierId } from "../playbooks/types.js";
import type { PageContext } from "./context.js";
import { figure } from "./figure.js";
import type { Receipt } from "./receipt.js";

const words = {
  tier: { zh: "风险层", en: "Tier" },
  p: { zh: "流失概率", en: "Prob." },
  losses: { zh: "预计流失", en: "Losses" },
  points: { zh: "多留 点", en: "Added, pts" },
  saved: { zh: "多留 人", en: "Saved" },
  net: { zh: "每人净得", en: "Net/head" },
  programme: { zh: "项目三层", en: "Programme tiers" },
  routine: { zh: "常规业务", en: "routine" },
  total: { zh: "合计", en: "Total" },
};

/** Tiers with their losses, what treatment adds and what it nets a head; the low tier in grey, outside the total unless counted. */
export function tierTable(context: PageContext, rows: readonly TierRow[], values: Values): HTMLElement {
  const { playbook, say, format, lang } = context;
  const countsLow = values["count_low_tier"] !== 0;
  const programme = rows.filter(({ tier }) => (programmeTierIds as readonly TierId[]).includes(tier));
  const low = rows.find(({ tier }) => tier === "low");
  const cells = tierCells(context, values);
  const head = [
    words.tier[lang],
    capital(say(playbook.customer.many)),
    words.p[lang],
    words.losses[lang],
    `${lang === "zh" ? "金额" : "Money,"} ${format.largeUnit}`,
    words.points[lang],
    words.saved[lang],
    `${words.net[lang]}${lang === "zh" ? " " : ", "}${format.smallUnit}`,
  ];
  const isOptional = (i: number) => [2, 4, 5].includes(i);
  const cell = (content: unknown, i: number) => html`<td class=${isOptional(i) ? "num hide-s" : "num"}>${content}</td>`;
  const named = (row: TierRow, tag?: string) =>
    html`<th scope="row">
      <span class="sw c-${row.tier}"></span
      >${say(playbook.tiers[row.tier].label)}${tag ? html`<span class="tag">${tag}</span>` : null}
    </th>`;
  return html`<div class="scroll">
    <table class="tiers">
      <thead>
        <tr>
          ${head.map((name, i) => html`<th scope="col" class=${i === 0 ? null : isOptional(i) ? "num hide-s" : "num"}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${programme.map(
          (row) =>
            html`<tr>
              ${named(row)}${cells(row).map((content, i) => cell(content, i + 1))}
            </tr>`,
        )}
        <tr class="sub">
          <th scope="row">${words.programme[lang]}</th>
          ${cells(sumRow(programme), programme).map((content, i) => cell(content, i + 1))}
        </tr>
        ${
          low
            ? html`<tr class=${countsLow ? null : "bau"}>
                ${named(low, words.routine[lang])}${cells(low).map((content, i) => cell(content, i + 1))}
              </tr>`
            : null
        }
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${words.total[lang]}</th>
          ${cells(sumRow(rows), countsLow ? rows : programme, true).map((content, i) => cell(content, i + 1))}
        </tr>
      </tfoot>
    </table>
  </div>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface SumRow extends Omit<TierRow, "tier"> {
  readonly tier?: TierId;
}

export function sumRow(rows: readonly TierRow[]): SumRow {
  const sum = (key: "customers" | "expectedLosses" | "money") => rows.reduce((total, row) => total + row[key], 0);
  const customers = sum("customers");
  return {
    customers,
    expectedLosses: sum("expectedLosses"),
    money: sum("money"),
    meanP: customers ? sum("expectedLosses") / customers : 0,
    meanLtv: customers ? rows.reduce((total, row) => total + row.meanLtv * row.customers, 0) / customers : 0,
  };
}

function tierCells(context: PageContext, values: Values) {
  const { format, lang } = context;
  const countsLow = values["count_low_tier"] !== 0;
  const of = (id: string, tier: TierId) => values[`${id}_${tier}`] ?? NaN;
  return (row: SumRow, members?: readonly TierRow[], isTotal = false): unknown[] => {
    const fig = (text: string, receipt: Receipt) => (text === "–" ? text : figure(context, text, receipt));
    const source =
      lang === "zh"
        ? `tier_week，${format.count(row.customers)} 位`
        : `tier_week, ${format.count(row.customers)} customers`;
    const assumed =
      lang === "zh" ? "业务手册的假设，本周各层的 p" : "assumptions of the playbook, p of this week's tiers";
    // the low tier's saved are shown in brackets and stay outside unless counted
    const savedOf = (tier: TierId) =>
      row.customers &&
      (members?.find((m) => m.tier === tier)?.customers ?? row.customers) *
        of("uplift", tier) *
        (values["rounds"] ?? 1);
    const saved = members
      ? members.reduce((sum, { tier }) => sum + savedOf(tier), 0)
      : row.tier
        ? savedOf(row.tier)
        : NaN;
    const points = row.tier
      ? of("uplift", row.tier)
      : members && row.customers && !isTotal
        ? saved / row.customers
        : NaN;
    const net = row.tier ? of("uplift", row.tier) * of("ltv", row.tier) - of("cost", row.tier) : NaN;
    const savedText = format.count(saved);
    return [
      fig(format.count(row.customers), { name: lang === "zh" ? "在册人数" : "Customers", source }),
      row.customers
        ? fig(format.percent(row.meanP, row.meanP < 0.1 ? 1 : 0), {
            name: lang === "zh" ? "平均流失概率" : "Mean churn probability",
            formula: "mean(p)",
            source,
          })
        : "–",
      fig(format.count(row.expectedLosses), {
        name: lang === "zh" ? "预计流失人数" : "Expected losses",
        formula: "sum(p)",
        inputs: `${format.count(row.customers)} × ${format.percent(row.meanP, 1)}`,
        source,
      }),
      fig(format.largeNumber(row.money), {
        name: lang === "zh" ? "牵涉金额" : "Money at stake",
        formula: "sum(p × ltv)",
        source,
      }),
      Number.isFinite(points)
        ? fig(format.points(points), {
            name: lang === "zh" ? "干预多留住的百分点" : "Points that treatment adds",
            formula: row.tier ? "stay_treated − (1 − mean p)" : "saved / customers",
            inputs:
              row.tier && Number.isFinite(of("stay", row.tier))
                ? `${format.percent(of("stay", row.tier))} − (1 − ${format.percent(row.meanP, 1)})`
                : undefined,
            source: assumed,
          })
        : "",
      Number.isFinite(saved)
        ? row.tier === "low" && !countsLow
          ? html`(${fig(savedText, { name: lang === "zh" ? "低层增量，默认不计" : "The low tier's saved, not counted", formula: "customers × uplift", source: assumed })})`
          : fig(savedText, {
              name: lang === "zh" ? "增量留住" : "Customers saved",
              formula: "customers × uplift",
              inputs: row.tier
                ? `${format.count(row.customers)} × ${format.points(of("uplift", row.tier))}%`
                : undefined,
              source: assumed,
            })
        : "",
      Number.isFinite(net) && row.customers
        ? fig(format.signed(format.count(net), net), {
            name: lang === "zh" ? "每处理一人净得" : "Net gain a head treated",
            formula: "uplift × ltv − cost",
            inputs: row.tier
              ? `${format.points(of("uplift", row.tier))}% × ${format.money(of("ltv", row.tier))} − ${format.money(of("cost", row.tier))}`
              : undefined,
            source: assumed,
          })
        : "",
    ];
  };
}

import { html } from "htl";
import type { Values } from "../model/roi/index.js";
import type { TierRow } from "../pageData.js";
import { programmeTierIds, type TierId } from "../playbooks/types.js";
import type { PageContext } from "./context.js";
import { tierCells, type TierLine } from "./tierCells.js";

const words = {
  tier: { zh: "风险层", en: "Tier" },
  p: { zh: "流失概率", en: "Prob." },
  losses: { zh: "预计流失", en: "Losses" },
  points: { zh: "多留 点", en: "Added, pts" },
  programme: { zh: "项目三层", en: "Programme tiers" },
  routine: { zh: "常规业务", en: "routine" },
  total: { zh: "合计", en: "Total" },
};
/** Columns that a phone leaves out. */
const optional = [2, 4, 5];

/** Tiers with their losses, what treatment adds and what it nets a head; the low tier in grey, outside the total unless counted. */
export function tierTable(context: PageContext, rows: readonly TierRow[], values: Values): HTMLElement {
  const { playbook, say, lang } = context;
  const countsLow = values["count_low_tier"] !== 0;
  const programme = rows.filter(({ tier }) => (programmeTierIds as readonly TierId[]).includes(tier));
  const low = rows.find(({ tier }) => tier === "low");
  const name = (tier: TierId, tag?: string) =>
    html`<span
      ><span class="sw c-${tier}"></span>${say(playbook.tiers[tier].label)}${
        tag ? html`<span class="tag">${tag}</span>` : null
      }</span
    >`;
  const line = (head: unknown, of: TierLine, style?: string) =>
    html`<tr class=${style ?? null}>
      <th scope="row">${head}</th>
      ${tierCells(context, values, of).map((content, i) => html`<td class=${cellClass(i + 1)}>${content}</td>`)}
    </tr>`;
  return html`<div class="scroll">
    <table class="tiers">
      ${tableHead(context)}
      <tbody>
        ${programme.map((row) => line(name(row.tier), { ...row, members: [row] }))}
        ${line(words.programme[lang], { ...sumRow(programme), members: programme }, "sub")}
        ${low ? line(name("low", words.routine[lang]), { ...low, members: [low] }, countsLow ? undefined : "bau") : null}
      </tbody>
      <tfoot>
        ${line(words.total[lang], { ...sumRow(rows), members: countsLow ? rows : programme, isTotal: true })}
      </tfoot>
    </table>
  </div>`;
}

function tableHead({ lang, say, format, playbook }: PageContext): HTMLElement {
  const zh = lang === "zh";
  const people = say(playbook.customer.many);
  const head = [
    words.tier[lang],
    people.charAt(0).toUpperCase() + people.slice(1),
    words.p[lang],
    words.losses[lang],
    `${zh ? "金额" : "Money,"} ${format.largeUnit}`,
    words.points[lang],
    zh ? `多留 ${playbook.customer.counter}` : "Saved",
    zh ? `每人净得 ${format.smallUnit}` : `Net/head, ${format.smallUnit}`,
  ];
  return html`<thead>
    <tr>
      ${head.map((text, i) => html`<th scope="col" class=${i ? cellClass(i) : null}>${text}</th>`)}
    </tr>
  </thead>`;
}

function cellClass(i: number): string {
  return optional.includes(i) ? "num hide-s" : "num";
}

/** Several tiers as one. */
export function sumRow(rows: readonly TierRow[]): Omit<TierRow, "tier"> {
  const sum = (of: (row: TierRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const customers = sum((row) => row.customers);
  const expectedLosses = sum((row) => row.expectedLosses);
  const hasValue = rows.some(({ money }) => money !== null);
  return {
    customers,
    expectedLosses,
    money: hasValue ? sum(({ money }) => money ?? 0) : null,
    meanP: customers ? expectedLosses / customers : 0,
    meanLtv: hasValue && customers ? sum((row) => (row.meanLtv ?? 0) * row.customers) / customers : null,
  };
}

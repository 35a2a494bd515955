import { html } from "htl";
import { cashFlow, type CashFlow } from "../../model/roi/index.js";
import { cashOptions } from "../cashChart.js";
import type { CashOverlay } from "../cashMarks.js";
import { cashReceipt, crossingReceipt } from "../cashReceipt.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import type { Reading } from "./now.js";
import { pictureOf, type Place } from "./outcomePictures.js";

const words = {
  head: {
    zh: ["方案", "第 12 月累计", "回正", "对比基准"],
    en: ["Scenario", "Month 12", "Positive from", "Against base"],
  },
  yours: { zh: "当前方案", en: "Working copy" },
  base: { zh: "基准", en: "base" },
  never: { zh: "一年内没有", en: "not in a year" },
};

/** Letters by which overlaid scenarios are told apart in a picture. */
export const overlayLetters = ["A", "B", "C", "D"] as const;

/** The working copy's cash curve with every overlaid scenario, and how each differs from the base. */
export function cashSection(context: PageContext): Place {
  const { phases } = context.playbook;
  const picture = pictureOf(
    224,
    ({ outcome, overlays }) => cashOptions(context, outcome!, overlaysOf(context, overlays)),
    548,
  );
  const body = html`<tbody></tbody>`;
  const element = html`<div>
    ${picture.element}
    <table class="cash-list">
      <thead>
        <tr>
          ${words.head[context.lang].map((name, i) => html`<th scope="col" class=${i ? "num" : null}>${name}</th>`)}
        </tr>
      </thead>
      ${body}
    </table>
  </div>`;
  return {
    element,
    show(now) {
      picture.show(now);
      if (!now.outcome) return;
      const base = cashFlow(now.base.values, phases);
      const isOverlaid = now.overlays.some(({ id }) => id === now.base.id);
      const lines = [
        line(context, "", words.yours[context.lang], now.outcome.cash, base),
        ...overlaysOf(context, now.overlays).map(({ letter, label, cash }, i) =>
          line(context, letter, label, cash, now.overlays[i]!.id === now.base.id ? undefined : base),
        ),
        ...(isOverlaid ? [] : [line(context, "", now.base.label, base, undefined)]),
      ];
      body.replaceChildren(...lines);
    },
  };
}

function overlaysOf({ playbook }: PageContext, overlays: readonly Reading[]): CashOverlay[] {
  return overlays.map(({ label, values }, i) => ({
    letter: overlayLetters[i]!,
    label,
    cash: cashFlow(values, playbook.phases),
  }));
}

/** @param base the cash flow to compare with; undefined for the base itself */
function line(
  context: PageContext,
  letter: string,
  label: string,
  cash: CashFlow,
  base: CashFlow | undefined,
): HTMLElement {
  const { lang, format } = context;
  const ask = (text: string, receipt: () => Receipt) => figure(context, text, receipt);
  const crossing = cash.crossing === undefined ? words.never[lang] : format.decimal(cash.crossing, 1);
  const change = cash.end - (base?.end ?? cash.end);
  const difference = (): Receipt => ({
    ...cashReceipt(context, cash, 12, label),
    formula: `${format.largeMoney(cash.end)} − ${negative(format.largeMoney(base!.end))} = ${format.largeMoney(change)}`,
  });
  return html`<tr>
    <th scope="row">${letter ? html`<b>${letter}</b> ` : null}${label}</th>
    <td class="num">${ask(format.largeMoney(cash.end), () => cashReceipt(context, cash, 12, label))}</td>
    <td class="num">${ask(crossing, () => crossingReceipt(context, cash))}</td>
    <td class="num">${base ? ask(format.signed(format.largeMoney(change), change), difference) : words.base[lang]}</td>
  </tr>`;
}

/** A negative number after a minus stands in brackets. */
export function negative(text: string): string {
  return text.startsWith("−") ? `(${text})` : text;
}

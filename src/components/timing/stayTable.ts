import { html } from "htl";
import { stackOnPhone } from "../stackOnPhone.js";
import type { Measured, StayRow, TimingData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { figure } from "../figure.js";
import { strategyName } from "../experiments/strategyName.js";
import { tierMark } from "../tierMark.js";

/** What each tier's and strategy's own outcomes say beside the published figures, and what decisions follow. */
export function stayTable(context: PageContext, { stayRates }: TimingData): HTMLElement {
  const zh = context.lang === "zh";
  const heads = zh
    ? ["分派", "未满期", "发布增量", "联系后留存", "对照组留存", "实测增量", "决策采用"]
    : ["Assigned", "Pending", "Published", "Stay, contacted", "Stay, held out", "Measured uplift", "In use"];
  const tiers = [...new Set(stayRates.map(({ tier }) => tier))];
  const ordered = tiers.flatMap((tier) => [
    ...stayRates.filter((row) => row.tier === tier && row.strategy === null),
    ...stayRates.filter((row) => row.tier === tier && row.strategy !== null),
  ]);
  return stackOnPhone(
    html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${zh ? "各层与各策略的留存" : "Stay rates by tier and strategy"}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "风险层与策略" : "Tier and strategy"}</th>
            ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${ordered.map((row) => line(context, row))}
        </tbody>
      </table>
    </div>`,
  );
}

function line(context: PageContext, row: StayRow): HTMLElement {
  const { format: f } = context;
  const points = (value: number) => f.signed(f.points(value), value);
  const name =
    row.strategy === null
      ? tierMark(context, row.tier)
      : html`<span class="strategy">${context.say(strategyName(context.playbook, row.strategy))}</span>`;
  return html`<tr class=${row.strategy === null ? "sub" : null}>
    <th scope="row">${name}</th>
    <td class="num">${countText(f, row.assigned)}</td>
    <td class="num">${countText(f, row.pending)}</td>
    <td class="num">
      ${row.strategy === null ? html`<span class="kind"></span>${points(row.published.uplift)}` : "–"}
    </td>
    <td class="num">${rate(context, row.stay)}</td>
    <td class="num">${row.strategy === null ? rate(context, row.natural) : "–"}</td>
    <td class="num">
      ${
        row.uplift
          ? html`<span class="kind meas"></span>${points(row.uplift.value)}
              <span class="note">${f.range(f.points(row.uplift.low), f.points(row.uplift.high))}</span>`
          : "–"
      }
    </td>
    <td class="num">${row.strategy === null ? inUse(context, row) : "–"}</td>
  </tr>`;
}

function rate({ format: f }: PageContext, measured: Measured | null): unknown {
  if (!measured) return "–";
  return html`${f.percent(measured.value, 1)}
    <span class="note"
      >${f.range(f.percent(measured.low), f.percent(measured.high))}, n=${countText(f, measured.n)}</span
    >`;
}

/** Both weighed by precision; the receipt says how. */
function inUse(context: PageContext, { inUse: used, published, uplift, tier }: StayRow): unknown {
  const { lang, format: f, say, playbook } = context;
  const zh = lang === "zh";
  const label = say(playbook.tiers[tier].label);
  if (!used) return html`<b>${f.points(published.uplift)}</b> <span class="note">${zh ? "发布值" : "published"}</span>`;
  const text = html`<b>${f.points(used.value)}</b>`;
  const share = f.percent(used.weight);
  return html`${figure(context, text, {
      name: zh ? `${label}层：决策采用的增量` : `${label} tier: uplift in use`,
      formula: "w × measured + (1 − w) × published;  w = published² / (published² + error²)",
      inputs: `${f.decimal(used.weight, 2)} × ${f.points(uplift?.value ?? NaN)} + ${f.decimal(1 - used.weight, 2)} × ${f.points(published.uplift)}; ${f.range(f.points(used.low), f.points(used.high))}`,
      source: zh ? "干预表与对照组，业务手册" : "interventions and holdout, playbook",
    })} <span class="note">${zh ? `实测占 ${share}` : `${share} measured`}</span>`;
}

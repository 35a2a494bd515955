import { html } from "htl";
import { stackOnPhone } from "./stackOnPhone.js";
import type { SpendingOrder, WeekAllocation } from "../pageData.js";
import type { PageContext } from "./context.js";
import { countText } from "./countText.js";
import { figure } from "./figure.js";

/** Three ways to spend this week's hands and money beside what the queue takes, and the bound that none can pass. */
export function allocationTable(
  context: PageContext,
  found: WeekAllocation | undefined,
  hasMoney: boolean,
): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  if (!hasMoney)
    return html`<p class="empty">
      ${zh ? "补上每位客户的剩余价值（remaining_ltv），这里就列出几种花法。" : "Add each customer's remaining value (remaining_ltv), and the ways to spend are listed here."}
    </p>`;
  if (!found)
    return html`<p class="empty">
      ${zh ? "可联系的不到五位，本版本不列。" : "Fewer than five could be contacted: not shown in this build."}
    </p>`;
  const heads = zh
    ? ["联系", "花费", "预期多留", "净得", "占上界"]
    : ["Contacts", "Spend", "Expected gain", "Net", "Of the bound"];
  const orders: readonly (readonly [string, SpendingOrder, string])[] = [
    [zh ? "先风险最高" : "Riskiest first", found.risk, "p desc"],
    [zh ? "先净得最多" : "Most profitable first", found.profit, "gain − cost desc, > 0"],
    [zh ? "最优分配" : "Optimum", found.optimum, "max Σ (gain − cost), capacity, budget"],
    [zh ? "名单实际取的" : "What the queue takes", found.queue, "rank, gain > cost"],
  ];
  return stackOnPhone(
    html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "本周名额怎么用" : "How to spend this week"}>
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "先后次序" : "Order"}</th>
            ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${orders.map(
            ([name, order, rule]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td class="num">${countText(f, order.customers)}</td>
                <td class="num">${f.largeMoney(order.spend)}</td>
                <td class="num">${f.largeMoney(order.gain)}</td>
                <td class="num">
                  ${figure(context, f.largeMoney(order.net), {
                    name,
                    formula: rule,
                    inputs: zh
                      ? `${f.count(found.candidates)} 位可联系`
                      : `${f.count(found.candidates)} may be contacted`,
                    source: zh ? "queue_week，逐个客户" : "queue_week, customer by customer",
                  })}
                </td>
                <td class="num">${found.upperBound > 0 ? f.percent(order.net / found.upperBound, 1) : "–"}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${zh ? "上界：怎么分都不会更多" : "Bound: no way earns more"}</th>
            <td colspan="3"></td>
            <td class="num">${f.largeMoney(found.upperBound)}</td>
            <td></td>
          </tr>
        </tfoot>
      </table>
    </div>`,
  );
}

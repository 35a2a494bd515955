import { html } from "htl";
import type { ExperimentsData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { figure } from "../figure.js";
import { tierMark } from "../tierMark.js";

/** Per tier: who is held out, what that costs this week and what it can find. */
export function holdoutTable(context: PageContext, { holdout }: ExperimentsData): HTMLElement {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const heads = zh ? ["干预", "对照", "本周代价", "把握度"] : ["Treated", "Held out", "Price this week", "Power"];
  const price = (value: number | null) =>
    value === null
      ? "–"
      : figure(context, f.money(value), {
          name: zh ? "对照组的代价" : "Price of the holdout",
          formula: "Σ max(0, gain − cost)",
          source: zh ? "queue_week，对照组客户" : "queue_week, held-out customers",
        });
  const power = (value: number | null) =>
    value === null
      ? "–"
      : figure(context, f.chance(value), {
          name: zh ? "把握度" : "Power",
          formula: "Φ(uplift / error − 1.96)",
          source: zh ? "本周人数与在用的增量，双侧 5%" : "this week's numbers, uplift in use, two-sided 5%",
        });
  return html`<table class="prom">
    <thead>
      <tr>
        <th scope="col">${zh ? "风险层" : "Tier"}</th>
        ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${holdout.tiers.map(
        (row) =>
          html`<tr>
            <th scope="row">${tierMark(context, row.tier)}</th>
            <td class="num">${countText(f, row.treated)}</td>
            <td class="num">${countText(f, row.heldOut)}</td>
            <td class="num">${price(row.price)}</td>
            <td class="num">${power(row.power)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

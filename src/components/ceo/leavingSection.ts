import { html } from "htl";
import type { Values } from "../../model/roi/index.js";
import { figure } from "../figure.js";
import { concentration } from "../findings/leaving.js";
import { live } from "../live.js";
import { tierPicture } from "../tierPicture.js";
import { sumRow, tierTable } from "../tierTable.js";
import type { CeoPage } from "./page.js";
import { lossesReceipt, next30Receipt } from "./receipts.js";

/** Who is leaving: the picture, and the table that follows the scenario. */
export function leavingSection(page: CeoPage): HTMLElement {
  const { context, data, scenario } = page;
  return html`<div>
    ${lede(page)}${tierPicture(context, data.tiers).element}${live(scenario, (now) => tierTable(context, data.tiers, page.ownValues(now)), html`<div></div>`)}${live(scenario, (now) => caption(page, page.ownValues(now)), html`<p class="cap"></p>`)}
  </div>`;
}

function lede({ context, data }: CeoPage): HTMLElement {
  const { lang, format: f, run } = context;
  const share = figure(context, f.percent(sumRow(data.tiers).meanP, 1), lossesReceipt(context, data));
  const heads = figure(context, f.count(data.next30.heads), next30Receipt(context, data));
  const { counter } = context.playbook.customer;
  const value = data.next30.money;
  const money = value === null ? null : figure(context, f.largeMoney(value), next30Receipt(context, data));
  const isAssumed = data.next30.method === "constant_hazard";
  const hasMonth = run.horizonDays > 30;
  if (lang === "zh")
    return html`<p class="lede">
      不作为时 ${run.horizonDays} 天流失
      ${share}${hasMonth ? html`<span>；未来 30 天约 ${heads} ${counter}${money ? html`<span>、${money}</span>` : null}</span>` : null}${hasMonth && isAssumed ? "（按恒定风险折算）" : ""}。
    </p>`;
  return html`<p class="lede">
    If nobody is treated ${share} leave within ${run.horizonDays}
    days${hasMonth ? html`<span>; in the next 30 days about ${heads}${money ? html`<span>, worth ${money}</span>` : null}</span>` : null}${hasMonth && isAssumed ? " (constant hazard)" : ""}.
  </p>`;
}

function caption({ context, data }: CeoPage, values: Values): string {
  const { lang, format: f, say, playbook } = context;
  const zh = lang === "zh";
  const nets = data.tiers
    .filter(({ customers }) => customers > 0)
    .map(({ tier }) => ({ tier, net: values[`uplift_${tier}`]! * values[`ltv_${tier}`]! - values[`cost_${tier}`]! }));
  const best = nets.reduce((a, b) => (b.net > a.net ? b : a), nets[0]!);
  const critical = nets.find(({ tier }) => tier === "critical");
  const isCounted = values["count_low_tier"] !== 0;
  const low = zh
    ? isCounted
      ? "低层已计入。"
      : "低层属常规业务，默认不计。"
    : isCounted
      ? "The low tier is counted. "
      : "The low tier is business as usual and not counted. ";
  if (!best || !critical || best.tier === "critical") {
    return (
      low +
      (concentration(data.tiers) ? "" : zh ? "流失没有集中在少数人身上。" : "Losses are not concentrated on a few.")
    );
  }
  const name = say(playbook.tiers[best.tier].label);
  return zh
    ? `${low}每人净得最高的是${name}层 ${f.money(best.net)}，不是极高层 ${f.money(critical.net)}。`
    : `${low}Most is gained on each customer of the ${name.toLowerCase()} tier, ${f.money(best.net)}, not of the critical one, ${f.money(critical.net)}.`;
}

import { html } from "htl";
import { sigmoid } from "../../model/churn/additive.js";
import type { Text } from "../../playbooks/types.js";
import { customerReasonsFinding } from "../findings/customerReasons.js";
import { contributionBars, strongestBars } from "./contributionBars.js";
import { featureName } from "./featureName.js";
import { section } from "../section.js";
import type { CustomerView } from "./view.js";
import { writerWords } from "../writerWords.js";
import { explanationOf } from "./writtenWords.js";

/** Why: the explanation in words, the contributions, the signals that hold. */
export function whySection(view: CustomerView): HTMLElement {
  const { detail, lang, playbook, run } = view;
  const zh = lang === "zh";
  const hasReasons = detail.p !== null && detail.contributions.length > 0;
  const note = run.model.note?.[lang] ?? (zh ? "本次运行没有模型。" : "This run has no model.");
  return section(view, {
    id: "why",
    question: zh ? "为什么" : "Why",
    finding: customerReasonsFinding(detail, (id) => featureName(playbook, id))[lang],
    body: html.fragment`${explanation(view)}
      ${hasReasons ? html`<figure>${contributionBars(view)}</figure>` : html`<p class="small">${note}</p>`}
      ${hasReasons ? html`<p class="cap">${caption(view)}</p>` : null}
      ${signals(view)}`,
  });
}

function explanation(view: CustomerView): HTMLElement | null {
  const said = explanationOf(view);
  if (!said) return null;
  const writer = writerWords(said, view.lang);
  return html`<p class="small said">${said.text} <span class="note nb">${writer}</span></p>`;
}

function caption(view: CustomerView): string {
  const { detail, lang, format: f } = view;
  const zh = lang === "zh";
  const bars = strongestBars(view).filter(({ logOdds }) => logOdds > 0);
  const upward = detail.contributions.filter(({ logOdds }) => logOdds > 0).length;
  const rest = 1 - bars.reduce((sum, { share }) => sum + share, 0);
  const others = upward - bars.length;
  const average = detail.baseLogOdds === null ? "–" : f.probability(sigmoid(detail.baseLogOdds));
  const downward = detail.contributions.some(({ logOdds }) => logOdds < 0);
  if (zh)
    return `与典型客户（概率 ${average}）相比。${upward ? `以全部推高作用为 100%${others > 0 ? `，其余 ${f.percent(rest)} 来自 ${others} 项小因素` : ""}` : "没有推高的因素，数字是对数几率"}${downward ? "；灰色的往回拉" : ""}。`;
  return `Against the typical customer (${average}). ${upward ? `The whole upward push is 100%${others > 0 ? `; the other ${f.percent(rest)} comes from ${others} smaller ${others === 1 ? "factor" : "factors"}` : ""}` : "Nothing pushes up; figures are log-odds"}${downward ? "; grey pulls back" : ""}.`;
}

function signals({ detail, lang }: CustomerView): HTMLElement {
  const zh = lang === "zh";
  const list = (title: string, texts: readonly Text[], none: string) =>
    html`<div>
      <h3>${title}</h3>
      ${
        texts.length
          ? html`<ul>
              ${texts.map((text) => html`<li>${text[lang]}</li>`)}
            </ul>`
          : html`<p class="note">${none}</p>`
      }
    </div>`;
  return html`<div class="signals">
    ${list(zh ? "风险信号" : "Risk factors", detail.riskFactors, zh ? "没有触发任何一条。" : "None holds.")}
    ${list(zh ? "机会" : "Opportunities", detail.opportunities, zh ? "没有。" : "None.")}
  </div>`;
}

import { html } from "htl";
import type { RoadmapData } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";

type Risk = RoadmapData["risks"][number];

export const riskStates: Readonly<Record<Risk["state"], Text & { readonly style: string }>> = {
  unknown: { zh: "还不知道", en: "not known yet", style: "between" },
  clear: { zh: "没有发生", en: "clear", style: "go" },
  near: { zh: "跨在线上", en: "on the line", style: "wait" },
  hit: { zh: "已经发生", en: "it has happened", style: "stop" },
};

/** The published risks, each with its live figure, its causes and the published answer. */
export function riskList(context: PageContext, data: RoadmapData): HTMLElement {
  return html`<div class="risks">${data.risks.map((risk) => card(context, risk))}</div>`;
}

function card(context: PageContext, risk: Risk): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  const text = playbook.risks.find(({ id }) => id === risk.id)!;
  const state = riskStates[risk.state];
  const list = (items: readonly Text[]) => items.map(say).join(zh ? "、" : "; ");
  return html`<div class="risk">
    <div class="hd">
      <h3>${say(text.label)}</h3>
    </div>
    <p class="now">
      ${risk.line === null ? null : html`<span class=${`light ${state.style}`}>${state[lang]}</span> `}${figureText(context, risk)}
    </p>
    <dl>
      <dt>${zh ? "可能的原因" : "Likely causes"}</dt>
      <dd><p>${list(text.causes)}</p></dd>
      <dt>${zh ? "怎么应对" : "Answers"}</dt>
      <dd><p>${list(text.answers)}</p></dd>
      ${text.stop ? [html`<dt>${zh ? "止损" : "Stop-loss"}</dt>`, html`<dd><p>${say(text.stop)}</p></dd>`] : null}
    </dl>
  </div>`;
}

function figureText(context: PageContext, { id, figure: found, line }: Risk): unknown {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  if (!found) return zh ? "还没有结果" : "no outcome yet";
  const write = (value: number) => (id === "model_misses" ? f.decimal(value, 3) : f.percent(value, 1));
  const sources = {
    model_misses: {
      name: "AUC",
      source: zh ? "检验周的 AUC，随时有效区间" : "AUC of the test week, always-valid interval",
    },
    strategy_misses: {
      name: zh ? "联系后的留存率" : "Stay rate of the contacted",
      source: zh ? "interventions，随时有效区间" : "interventions, always-valid interval",
    },
    team_resists: {
      name: zh ? "名单处理率" : "Share of the queue worked",
      source: zh
        ? "最近 13 周分派、满 4 周的，Wilson 区间"
        : "assigned in the last 13 weeks and four weeks ago or more, Wilson interval",
    },
  };
  const shown = figure(context, write(found.value), sources[id]);
  const range = f.range(write(found.low), write(found.high));
  const limit = line === null ? "" : zh ? `，线 ${write(line)}` : `, line ${write(line)}`;
  return html`<span>${sources[id].name} ${shown} <span class="note">${range}${limit}</span></span>`;
}

import { html } from "htl";
import { stayIfTreated } from "../../model/uplift.js";
import { concernsOf } from "../../words/concerns.js";
import { customerActionFinding } from "../findings/customerAction.js";
import { figure } from "../figure.js";
import { addDays } from "../../model/addDays.js";
import { section } from "../section.js";
import { sourced } from "./sources.js";
import type { CustomerView } from "./view.js";

/** What to do: the tier's actions, what answers each problem seen, and what it costs and brings. */
export function actionSection(view: CustomerView): HTMLElement {
  const { detail, lang, playbook, standing } = view;
  const zh = lang === "zh";
  const acts = standing === "open" || standing === "routine";
  return section(view, {
    id: "action",
    question: zh ? "做什么" : "What to do",
    finding: customerActionFinding(standing, detail.tier, playbook)[lang],
    body: acts ? html.fragment`${actions(view)}${answers(view)}<p class="cap">${economics(view)}</p>` : null,
  });
}

function actions(view: CustomerView): HTMLElement {
  const { detail, lang, playbook, run, format: f, standing } = view;
  const zh = lang === "zh";
  const date = f.shortDate(addDays(run.asOf, run.cadenceDays - 1));
  const due =
    view.hasClock && standing === "open" && detail.timing?.now.g !== 0 ? (zh ? `${date}前` : `by ${date}`) : "";
  return html`<ol class="play">
    ${playbook.tiers[detail.tier!].actions.map(
      (action, i) =>
        html`<li>
          <span class="i">${i + 1}</span><span>${action[lang]}</span><span class="w">${i === 0 ? due : ""}</span>
        </li>`,
    )}
  </ol>`;
}

/** What was seen and how to answer it, in the words that a letter would use. */
function answers({ detail, lang, playbook, standing }: CustomerView): HTMLElement | null {
  if (standing !== "open") return null;
  const zh = lang === "zh";
  const reasons = detail.contributions.filter(({ logOdds }) => logOdds > 0);
  const concerns = concernsOf({ reasons, inputs: detail.inputs }, playbook);
  return html`<div class="answers">
    <h3>${zh ? "对症怎么说" : "What to say to what was seen"}</h3>
    <dl>${concerns.flatMap(({ said, step }) => [html`<dt>${said[lang]}</dt>`, html`<dd>${step[lang]}</dd>`])}</dl>
  </div>`;
}

function economics(view: CustomerView): unknown {
  const { detail, lang, treatment, standing, hasClock, format: f } = view;
  const zh = lang === "zh";
  const { p, ltv, timing } = detail;
  if (!treatment || p === null) return "";
  const { uplift, cost } = treatment;
  const costFigure = figure(view, f.money(cost), {
    name: zh ? "每人成本" : "Cost a head",
    source: zh ? "方案假设，按层" : "assumption of the plan, by tier",
  });
  if (standing === "routine")
    return zh
      ? html.fragment`常规业务，每人约 ${costFigure}，不计入挽留方案。`
      : html.fragment`Business as usual at about ${costFigure} a head, outside the programme.`;
  const effect = hasClock ? timing?.now.g : 1;
  if (effect === undefined)
    return zh
      ? html.fragment`成本 ${costFigure}；剩余价值未知，净得算不出。`
      : html.fragment`It costs ${costFigure}; without a remaining value the net gain cannot be said.`;
  const stay = stayIfTreated(p, uplift, effect);
  const stayFigure = figure(view, f.percent(stay), {
    name: zh ? "干预后的留存" : "Stay if treated",
    formula: "min(1, 1 − p + uplift × g)",
    inputs: `min(1, 1 − ${f.decimal(p, 3)} + ${f.decimal(uplift, 3)} × ${f.decimal(effect, 3)})`,
    source: zh ? "方案的层留存率与本周数据" : "the plan's stay rates and this week's data",
  });
  const natural = figure(view, f.percent(1 - p), {
    name: zh ? "自然留存" : "Natural stay",
    formula: "1 − p",
    inputs: `1 − ${f.decimal(p, 3)}`,
    source: "score_week",
  });
  const opening = zh
    ? html.fragment`成本 ${costFigure}；${hasClock ? "今天联系" : "联系后"}留存 ${stayFigure}，不联系 ${natural}`
    : html.fragment`It costs ${costFigure}; contacted${hasClock ? " today" : ""} ${stayFigure} stay, left alone ${natural}`;
  if (ltv === null)
    return zh
      ? html.fragment`${opening}。剩余价值未知，净得算不出。`
      : html.fragment`${opening}. Without a remaining value the net gain cannot be said.`;
  const net = ltv * (stay - (1 - p)) - cost;
  const netFigure =
    hasClock && timing
      ? sourced(view, "net", f.money(Math.abs(net)))
      : figure(view, f.money(Math.abs(net)), {
          name: zh ? "净得" : "Net gain",
          formula: "ltv × (stay − (1 − p)) − cost",
          inputs: `${f.count(ltv)} × (${f.decimal(stay, 3)} − ${f.decimal(1 - p, 3)}) − ${f.count(cost)}`,
          source: zh ? "方案的层增量与每人成本" : "the plan's uplift and cost a head",
        });
  if (hasClock && effect === 0)
    return zh
      ? html.fragment`时效已过：按现有的时效曲线，再联系也不会多留住，只多花 ${costFigure}。名单里已作废。`
      : html.fragment`Too late: by the present curve contact keeps nobody more and only costs ${costFigure}. The queue lets it expire.`;
  if (net < 0)
    return zh
      ? html.fragment`${opening}。预期比成本少 ${netFigure}，按钱算不划算，名单里排在后面。`
      : html.fragment`${opening}. Expected ${netFigure} short of its cost: it does not pay, so the queue puts it last.`;
  return zh
    ? html.fragment`${opening}；预期净得 ${netFigure}。`
    : html.fragment`${opening}; the expected net gain is ${netFigure}.`;
}

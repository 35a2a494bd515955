import { html } from "htl";
import { customerTimingFinding } from "../findings/customerTiming.js";
import { figure } from "../figure.js";
import { section } from "../section.js";
import { timingChart } from "./timingChart.js";
import type { CustomerView } from "./view.js";

/** When to act; customers without a clock get a sentence in place of the chart. */
export function timingSection(view: CustomerView): HTMLElement {
  const { detail, lang, playbook, standing, hasClock } = view;
  const { timing } = detail;
  const hasChart = timing !== undefined && hasClock && standing === "open" && detail.ltv !== null && detail.p !== null;
  return section(view, {
    id: "when",
    question: lang === "zh" ? "什么时候做" : "When",
    finding: customerTimingFinding(view, playbook)[lang],
    body: hasChart
      ? html.fragment`<figure>${timingChart(view, timing)}</figure><p class="cap">${caption(view)}</p>`
      : html`<p class="small">${plainText(view)}</p>`,
  });
}

function caption(view: CustomerView): unknown {
  const { detail, lang, playbook, winback, format: f } = view;
  const { timing, tier } = detail;
  const { day, uplift } = timing!;
  const last = Math.max(...winback.curve.map(({ days }) => days));
  const floor = figure(view, f.percent(winback.floor.value, 2), {
    name: lang === "zh" ? "时效的零点" : "Floor of the curve",
    formula: "floor = Σ n × natural / Σ n",
    source:
      winback.source === "measured"
        ? lang === "zh"
          ? "两个最高层对照组的留存，见时机页"
          : "stay rate of the two top tiers' holdout; see Timing"
        : lang === "zh"
          ? "两个最高层的自然留存，方案里可调"
          : "natural stay of the two top tiers; set in the playbook",
  });
  const isPast = timing!.now.g === 0;
  const isAssumed = winback.source !== "measured";
  if (lang === "zh")
    return html.fragment`剩余价值 × ${playbook.tiers[tier!].label.zh}层增量 ${f.points(uplift)} 点 × 时效 g。${isPast ? "" : `等待代价取第 ${day + 7} 天与第 ${day + 14} 天之差：本周最迟与下周最迟。`}g 以两个最高层的自然留存 ${floor} 为零点；${isAssumed ? (winback.source === "published" ? "空心点是发布值，属于假设" : "空心点是占位值，属于假设") : "实心点是实测值"}；${last} 天后没有依据，按 0 计。`;
  return html.fragment`Remaining value × uplift of the tier, ${f.points(uplift)} points × effect of delay g. ${isPast ? "" : `The cost of waiting is the difference between day ${day + 7}, the end of this week, and day ${day + 14}. `}g is zero at the natural stay of the two top tiers, ${floor}; ${isAssumed ? (winback.source === "published" ? "hollow points are published values, assumed" : "hollow points are placeholders, assumed") : "filled points are measured"}; after ${last} days nothing is known and it counts as 0.`;
}

function plainText({ standing, hasClock, detail, lang, playbook, treatment, format: f }: CustomerView): string {
  const zh = lang === "zh";
  switch (standing) {
    case "lost":
      return zh ? "分数照算，但不分层、不排名单、不写信。" : "Still scored, but in no tier, no queue and no letter.";
    case "unscored":
      return zh ? "有了概率才有层，有了层才有时钟。" : "A tier needs a probability, and a clock needs a tier.";
    case "holdout":
      return zh
        ? `每层留出 ${f.percent(playbook.holdoutShare)} 不做干预，拿来比较：没有对照组，就说不清留下的人里有多少是干预留住的。`
        : `${f.percent(playbook.holdoutShare)} of each tier gets no action, for comparison: without a holdout nobody can say how many of those who stay were kept by acting.`;
    case "contacted":
      return zh
        ? "结果要等到观察期满才知道；期间不重复联系。"
        : "The outcome is known when the horizon has passed; until then no second contact.";
    case "opted_out":
      return zh
        ? "退订之后时机不再相关，服务到店时当面关心即可。"
        : "After an opt-out timing no longer matters; care shows when the customer comes by.";
    case "routine":
    case "open":
  }
  if (!hasClock) {
    const gain =
      detail.ltv !== null && treatment && standing === "open"
        ? f.money(detail.ltv * Math.min(treatment.uplift, detail.p ?? 0))
        : undefined;
    const sooner = zh
      ? "时钟从概率首次越过高风险线那天开始走，这位还没有越线。"
      : "The clock starts when the probability first crosses the high line; this customer has not crossed it.";
    if (!gain) return sooner;
    return zh ? `${sooner}什么时候联系都值 ${gain}。` : `${sooner} Contact is worth ${gain} whenever it happens.`;
  }
  return zh
    ? "补上剩余价值，这里就会有曲线；排名单时排在有价值的客户之后。"
    : "With a remaining value the curve appears; until then the queue puts this customer after those with one.";
}

import { html } from "htl";
import type { CeoData, RoadmapData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { gateNeed } from "../ceo/gateNeeds.js";
import { both } from "../ceo/page.js";
import { ownChoice, scenarios } from "../ceo/scenario.js";
import { stopLoss } from "../ceo/stopLoss.js";
import { pageContext, type PageContext } from "../context.js";
import { gatesFinding } from "../findings/gates.js";
import { diaryFinding, riskFinding, roadmapFinding, spendFinding } from "../findings/roadmap.js";
import { headingText } from "../format.js";
import { gateLight } from "../gateLights.js";
import { diary } from "../roadmap/diary.js";
import { phaseTable } from "../roadmap/phaseTable.js";
import { riskList } from "../roadmap/riskList.js";
import { spendChart } from "../roadmap/spendChart.js";
import { dataDate, dataNotices } from "../runLine.js";

/** Where the programme stands: phases and money, gates with what they still need, risks, and how past forecasts did. */
export function roadmap(data: RoadmapData, ceo: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const say = (text: { zh: string; en: string }) => headingText(text[lang], lang);
  const due = ceo.promise?.nextDueOn ?? null;
  return {
    notices: dataNotices(context),
    stop: stopLoss(context, data.gates),
    date: dataDate(context),
    playbook: html`<b>${context.say(playbook.name)}</b>`,
    finding: {
      page: say(roadmapFinding(data, playbook)),
      spend: say(spendFinding(data, playbook)),
      gates: say(gatesFinding(data.gates)),
      risks: say(riskFinding(data)),
      diary: say(diaryFinding(ceo.promise, due === null ? null : both(context, (f) => f.date(due)))),
    },
    phases: phaseTable(context, data),
    spend: spendChart(context, data),
    spendNote: spendNote(context, data),
    gates: gates(context, data, ceo),
    risks: riskList(context, data),
    diary: diary(context, ceo.promise),
  };
}

function gates(context: PageContext, data: RoadmapData, ceo: CeoData): HTMLElement {
  const scenario = scenarios(context.playbook, ceo)(ownChoice);
  const lights = data.gates.map((light) =>
    gateLight(context, { light, lines: light.stay?.lines, need: gateNeed(context, light, ceo, scenario) }),
  );
  return html`<div class="gates">${lights}</div>`;
}

function spendNote({ lang, format: f, playbook, run }: PageContext, data: RoadmapData): HTMLElement {
  const zh = lang === "zh";
  const plan = Math.max(...playbook.phases.map(({ customers }) => customers));
  const { active } = run.customers;
  const scale =
    active < plan / 2
      ? zh
        ? `预算按 ${f.count(plan)} 人立，这份数据只有 ${f.count(active)} 人，花得少不等于省。`
        : `The budgets are for ${f.count(plan)} customers and these data hold ${f.count(active)}: spending little is not saving. `
      : "";
  const after =
    data.spentAfterPlan > 0
      ? zh
        ? `计划走完之后又花 ${f.largeMoney(data.spentAfterPlan)}，不在图里。`
        : `${f.largeMoney(data.spentAfterPlan)} more was spent after the last phase, not in the picture.`
      : "";
  const what = zh
    ? "实线是联系过的干预成本累计，虚线是各阶段预算按月摊平；一次性投入与运维不在其中。"
    : "Solid: cost of the contacts made, added up; dashed: the phases' budgets spread evenly. One-off and running costs are not in it. ";
  return html`<p class="cap">${what}${scale}${after}</p>`;
}

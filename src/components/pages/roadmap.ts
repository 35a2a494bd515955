import { html } from "htl";
import type { CeoData, RoadmapData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { gateNeed } from "../ceo/gateNeeds.js";
import { both } from "../ceo/page.js";
import { scenarios } from "../ceo/scenario.js";
import { stopLoss } from "../ceo/stopLoss.js";
import { pageContext, type PageContext } from "../context.js";
import { gatesFinding } from "../findings/gates.js";
import { diaryFinding, riskFinding, roadmapFinding, spendFinding } from "../findings/roadmap.js";
import { headingText } from "../format.js";
import { gateLight } from "../gateLights.js";
import { inSlices } from "../inSlices.js";
import { diary } from "../roadmap/diary.js";
import { phaseTable } from "../roadmap/phaseTable.js";
import { riskList } from "../roadmap/riskList.js";
import { spendChart } from "../roadmap/spendChart.js";
import { dataDate, dataNotices } from "../runLine.js";

export { inTurn } from "../inTurn.js";

/** Where the programme stands: phases and money, gates with what they still need, risks, and how past forecasts did. */
export function roadmap(data: RoadmapData, ceo: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const say = (text: { zh: string; en: string }) => headingText(text[lang], lang);
  const due = ceo.promise?.nextDueOn ?? null;
  return {
    get notices() {
      return dataNotices(context);
    },
    get stop() {
      return stopLoss(context, data.gates);
    },
    playbook: html`<b>${context.say(playbook.name)}</b>`,
    get date() {
      return dataDate(context);
    },
    finding: {
      get page() {
        return say(roadmapFinding(data, playbook));
      },
      get spend() {
        return say(spendFinding(data, playbook));
      },
      get gates() {
        return say(gatesFinding(data.gates));
      },
      get risks() {
        return say(riskFinding(data));
      },
      get diary() {
        return say(diaryFinding(ceo.promise, due === null ? null : both(context, (f) => f.date(due))));
      },
    },
    get phases() {
      return phaseTable(context, data);
    },
    get spend() {
      return spendChart(context, data);
    },
    get spendNote() {
      return spendNote(context, data);
    },
    get gates() {
      return gates(context, data, ceo);
    },
    get risks() {
      return riskList(context, data);
    },
    get diary() {
      return diary(context, ceo.promise);
    },
  };
}

async function gates(context: PageContext, data: RoadmapData, ceo: CeoData): Promise<HTMLElement> {
  const scenario = await inSlices(scenarios(context.playbook, ceo).opening());
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

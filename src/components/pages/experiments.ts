import { html } from "htl";
import type { ExperimentCard, ExperimentsData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { section } from "../section.js";
import { armChart } from "../experiments/armChart.js";
import { armTable } from "../experiments/armTable.js";
import { cardFacts } from "../experiments/cardFacts.js";
import { holdoutTable } from "../experiments/holdoutTable.js";
import { planNotice } from "../experiments/planNotice.js";
import { planTable } from "../experiments/planTable.js";
import { cardFinding, experimentsFinding, holdoutFinding } from "../findings/experiments.js";
import { headingText } from "../format.js";
import { dataDate, dataNotices } from "../runLine.js";

export { inTurn } from "../inTurn.js";

/** Does it work: every experiment with what it rests on, and the holdout with its price. */
export function experiments(data: ExperimentsData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook, format: f } = context;
  const { share, season } = data.holdout;
  const zh = lang === "zh";
  return {
    get notices() {
      return dataNotices(context);
    },
    playbook: html`<b>${context.say(playbook.name)}</b>`,
    get date() {
      return dataDate(context);
    },
    finding: {
      get page() {
        return headingText(experimentsFinding(data)[lang], lang);
      },
      get holdout() {
        return headingText(holdoutFinding(data, playbook)[lang], lang);
      },
    },
    get cards() {
      return html`<div>${data.cards.map((card) => cardSection(context, card))}</div>`;
    },
    get holdout() {
      return holdoutTable(context, data);
    },
    get holdoutNote() {
      return html`<p class="cap">
        ${
          zh
            ? `每层 ${f.percent(share)} 的客户按编号哈希留出，一直留着，不随季度重抽；当前一季 ${f.date(season.firstDay)} 到 ${f.date(season.lastDay)}。代价：照样干预本来还能净赚多少。把握度：增量真有在用的那么大时，以本周人数满一季能量出来的概率。`
            : `${f.percent(share)} of each tier, by a hash of the id, held out for good and not drawn anew; the present season runs from ${f.date(season.firstDay)} to ${f.date(season.lastDay)}. Price: what treating them would have earned net. Power: the chance to find an uplift as large as the one in use with this week's numbers by the end of a season.`
        }
      </p>`;
    },
  };
}

function cardSection(context: PageContext, card: ExperimentCard): HTMLElement {
  const { lang, say } = context;
  const element = section(context, {
    id: `card-${card.plan.id}`,
    question: say(card.title),
    finding: cardFinding(card, context.playbook)[lang],
    body: html.fragment`${planNotice(context, card)}
      <div class="row even"><div>${armChart(context, card)}<p class="cap">${caption(context, card)}</p></div><div>${cardFacts(context, card)}</div></div>
      ${armTable(context, card)}${planTable(context, card)}`,
  });
  element.classList.add("gap");
  return element;
}

function caption({ lang, format: f }: PageContext, { isAlwaysValid, plan }: ExperimentCard): string {
  const after = plan.followUpDays;
  if (lang === "zh")
    return `分派 ${after} 天后的留存率，按分派算，不论是否联系到。${isAlwaysValid ? "区间与 p 随时有效：每周都看也不多犯错" : "到期的 Wilson 区间，差值为 Newcombe 区间"}；值得发现的差别是 ${f.percent(plan.baseline, 1)} 对 ${f.percent(plan.target, 1)}。`;
  return `Stay rate ${after} days after assignment, by assignment, contacted or not. ${isAlwaysValid ? "Intervals and p are always-valid: weekly looks do not add errors" : "Final: Wilson intervals, differences by Newcombe"}. Worth finding: ${f.percent(plan.baseline, 1)} against ${f.percent(plan.target, 1)}.`;
}

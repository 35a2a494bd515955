import { html } from "htl";
import { presetTable } from "../../model/roi/index.js";
import type { CeoData } from "../../pageData.js";
import type { Lang, Text } from "../../playbooks/types.js";
import { adviceList } from "../ceo/adviceList.js";
import { askSection } from "../ceo/askSection.js";
import { gateNeed } from "../ceo/gateNeeds.js";
import { leavingSection } from "../ceo/leavingSection.js";
import { both, gatesNow, type CeoPage } from "../ceo/page.js";
import { paysSection } from "../ceo/paysSection.js";
import { promises } from "../ceo/promises.js";
import { isOpening, ownChoice, scenarios, type Scenario, type Scenarios } from "../ceo/scenario.js";
import { stopLoss } from "../ceo/stopLoss.js";
import { summary } from "../ceo/summary.js";
import { pageContext } from "../context.js";
import { addDays } from "../../model/addDays.js";
import { adviceClause, adviceOf } from "../findings/advice.js";
import { askFinding } from "../findings/ask.js";
import { ceoPageFinding, noProbabilities } from "../findings/ceoPage.js";
import { gatesFinding } from "../findings/gates.js";
import { leavingFinding } from "../findings/leaving.js";
import { paysFinding } from "../findings/pays.js";
import { promisesFinding } from "../findings/promises.js";
import { headingText } from "../format.js";
import { inSlices } from "../inSlices.js";
import { inTurn } from "../inTurn.js";
import { gateLight } from "../gateLights.js";
import { live, store } from "../live.js";
import { metricName, newestDue } from "../promiseParts.js";
import { dataDate, dataNotices } from "../runLine.js";
import { sumRow } from "../tierTable.js";

/** The report, computed and then drawn a few milliseconds at a time, so that a slow phone goes on answering its reader. */
export async function openCeoReport(data: CeoData, lang: Lang) {
  const compute = scenarios(pageContext(data.run, lang).playbook, data);
  const opened = await inSlices(compute.opening());
  return inTurn(ceoReport(data, lang, compute, opened));
}

/** The CEO report: one entry a section; all of them follow the same scenario. */
export function ceoReport(
  data: CeoData,
  lang: Lang,
  compute: Scenarios = scenarios(pageContext(data.run, lang).playbook, data),
  opened: Scenario = compute(ownChoice),
) {
  const context = pageContext(data.run, lang);
  const scenario = store(opened);
  const page: CeoPage = {
    context,
    data,
    scenario,
    readings: presetTable(compute.plan, context.playbook.roi.presets).columns,
    choose: (choice) => scenario.set(compute(choice)),
    ownValues: (now) => (now.basis === "run" ? now : opened).values,
  };
  const section = (render: (page: CeoPage, now: Scenario) => unknown, element: HTMLElement) =>
    live(scenario, (now) => render(page, now), element);
  return {
    notices: dataNotices(context),
    get stop() {
      return section((_, now) => stopLoss(context, gatesNow(page, now)), html`<div></div>`);
    },
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    get date() {
      return dataDate(context);
    },
    finding: headings(page),
    get summary() {
      return section((page, now) => given(page, now) ?? summary(page, now), html`<p class="lead"></p>`);
    },
    get advice() {
      return section(adviceList, html`<dl class="advice"></dl>`);
    },
    get promises() {
      return section((_, now) => promises(context, data, now), html`<div></div>`);
    },
    get leaving() {
      return leavingSection(page);
    },
    get ask() {
      return askSection(page);
    },
    get pays() {
      return paysSection(page);
    },
    get gates() {
      return section(gateLights, html`<div class="gates"></div>`);
    },
  };
}

/**
 * What stands in the place of the rules' sentences: why there are no probabilities, or a model's paragraph while the page
 * stands as it opened.
 */
function given({ data, context: { lang, say } }: CeoPage, now: Scenario): string | undefined {
  const { note } = data.run.model;
  if (note) return say(note);
  const said = data.summary?.[lang];
  return said?.writer === "model" && isOpening(now) ? said.text : undefined;
}

function headings(page: CeoPage) {
  const { lang } = page.context;
  const opened = page.scenario.get();
  const heading = (write: (page: CeoPage, now: Scenario) => Text) =>
    live(page.scenario, (now) => headingText(write(page, now)[lang], lang));
  return {
    get page() {
      return heading(pageHeading);
    },
    get promised() {
      return heading(promisedHeading);
    },
    get leaving() {
      return heading(leavingHeading);
    },
    get ask() {
      return heading(askHeading);
    },
    get pays() {
      const pays = paysHeading(page, opened);
      return heading(() => pays);
    },
    get gates() {
      return heading((_, now) => gatesFinding(gatesNow(page, now)));
    },
  };
}

function pageHeading(page: CeoPage, now: Scenario): Text {
  if (page.data.run.model.note) return noProbabilities;
  const { playbook } = page.context;
  const advice = adviceClause(adviceOf(gatesNow(page, now)), playbook.phases);
  const { go, stop } = playbook.gates.roi;
  const gate = { go, stop, state: now.gate, isValueAssumed: now.isValueAssumed };
  return ceoPageFinding({ tiers: page.data.tiers, roi: now.values["roi"]!, gate, advice }, playbook);
}

function promisedHeading({ context, data }: CeoPage): Text {
  const due = data.promise ? newestDue(data.promise) : [];
  const kept = due.map((one) => {
    const { value, low, high, actual, isCovered } = one;
    const beyond = typeof actual === "number" ? Math.max(0, low - actual, actual - high) : 0;
    const half = Math.max(high - value, value - low);
    const name = {
      zh: metricName({ ...context, lang: "zh" }, one.metric).name,
      en: metricName({ ...context, lang: "en" }, one.metric).name,
    };
    return { name, isCovered, missedBy: half > 0 ? beyond / half : beyond };
  });
  return promisesFinding(
    kept,
    both(context, (f) => f.date(data.promise?.nextDueOn ?? addDays(data.run.asOf, 30))),
  );
}

function leavingHeading({ context, data }: CeoPage): Text {
  if (data.run.model.note) return noProbabilities;
  const total = sumRow(data.tiers);
  return leavingFinding(data.tiers, context.playbook, {
    heads: both(context, (f) => f.count(total.expectedLosses)),
    money: total.money === null ? undefined : both(context, (f) => f.largeMoney(total.money!)),
  });
}

function askHeading(page: CeoPage, now: Scenario): Text {
  const { context } = page;
  const { phases } = context.playbook;
  const amount = (money: number) => both(context, (f) => f.largeMoney(money));
  return askFinding(adviceOf(gatesNow(page, now)).advice, phases, {
    year: amount(now.values["investment"]!),
    first: amount(phases[0]?.budget ?? 0),
    next: amount(phases[1]?.budget ?? 0),
  });
}

/** Of the readings as they are offered: it does not follow the sliders. */
function paysHeading(page: CeoPage, opened: Scenario): Text {
  const plan = page.readings.map(({ values }) => ({ roi: values["roi"]!, isDefault: false }));
  return paysFinding([...plan, { roi: opened.values["roi"]!, isDefault: true }]);
}

function gateLights(page: CeoPage, now: Scenario): HTMLElement[] {
  const { context, data } = page;
  return gatesNow(page, now).map((light) =>
    gateLight(context, { light, lines: light.stay?.lines, need: gateNeed(context, light, data, now) }),
  );
}

import { html } from "htl";
import {
  decodeScenario,
  defaultScenario,
  fromPreset,
  resetAssumption,
  setAssumption,
  setRange,
  type Scenario,
} from "../../model/scenario/index.js";
import type { CeoData } from "../../pageData.js";
import type { Lang, Text } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import {
  cashFinding,
  goalFinding,
  rangeFinding,
  readingsFinding,
  tornadoFinding,
  waterfallFinding,
  weekFinding,
} from "../findings/whatIf.js";
import { format, headingText } from "../format.js";
import { dataDate, dataNotices } from "../runLine.js";
import { actionBar, historyBar } from "../whatIf/actionBar.js";
import { cashSection } from "../whatIf/cashSection.js";
import { controller, type Controller } from "../whatIf/controller.js";
import { explainDifference } from "../whatIf/explainDifference.js";
import { goalSection } from "../whatIf/goalSection.js";
import { linkNotice } from "../whatIf/linkNotice.js";
import { chanceRow, moneyRow, rangePicture } from "../whatIf/outcomePictures.js";
import type { Now, Reading } from "../whatIf/now.js";
import { placeholderNote } from "../whatIf/placeholderNote.js";
import { rail } from "../whatIf/rail.js";
import { saved as savedIn } from "../whatIf/savedEntries.js";
import { scenarioTable } from "../whatIf/scenarioTable.js";
import { valueText } from "../whatIf/shown.js";
import { tornadoPlace } from "../whatIf/tornadoChart.js";
import { waterfallPlace } from "../whatIf/waterfallChart.js";
import { weekSection } from "../whatIf/weekSection.js";

/** The What-if page: one entry a section; all of them follow the working copy. */
export function whatIf(data: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const page = controller(context, data);
  const { bench, readings } = page;
  const edits = scenarioEdits(context, page);
  const side = rail(context, bench.models.run, bench.models.plan, edits);
  const table = scenarioTable(context, bench.models.plan, readings, edits);
  const why = explainDifference(context);
  const [waterfall, tornado] = [waterfallPlace(context), tornadoPlace(context)];
  const [range, cash] = [rangePicture(context, readings), cashSection(context)];
  const placeholders = placeholderNote(context);
  const [chance, money] = [chanceRow(context), moneyRow(context)];
  const goal = goalSection(context, bench.models.run, (next) =>
    page.change((scenario) => ({ ...scenario, goal: next })),
  );
  const week = weekSection(context, data, bench.models.run.given["ltv"]!.value, (limits, subject) =>
    page.change((scenario) => ({ ...scenario, limits }), `week.${subject}`),
  );
  const saved = savedIn(context, page);
  const bar = historyBar(context, page, () => page.change(() => defaultScenario(bench.vocabulary)));
  const headings = findings(context, readings);
  page.start({
    parts: [side, table, why, bar, waterfall, tornado, placeholders, range, chance, cash, money, headings, saved],
    build: () => side.build(),
    *later(now) {
      yield* goal.show(now);
      headings.later("goal", goalHeading(context, now, goal.finding(now).value));
      yield;
      week.show(now);
      headings.later("week", weekHeading(context, week.last()));
    },
  });
  return {
    notices: [dataNotices(context), linkNotice(context, page)].filter((each) => each !== null),
    date: dataDate(context),
    playbook: context.say(context.playbook.name),
    pin: headings.pin,
    actions: actionBar(context, page, { saveFirst: () => saved.focus() }),
    history: bar.element,
    rail: side.element,
    saved: saved.element,
    table: table.element,
    why: why.element,
    waterfall: waterfall.element,
    tornado: tornado.element,
    placeholders: placeholders.element,
    range: range.element,
    chance: chance.element,
    money: money.element,
    cash: cash.element,
    goal: goal.element,
    week: week.element,
    finding: headings.elements,
  };
}

/** What rail and table may do to the working copy. */
function scenarioEdits({ playbook }: PageContext, page: Controller) {
  const { models } = page.bench;
  const modelOf = ({ basis }: Scenario) => models[basis];
  return {
    set(id: string, value: number, isDragging: boolean) {
      page.change((scenario) => setAssumption(modelOf(scenario), scenario, id, value), id);
      if (!isDragging) page.settled();
    },
    setRange: (id: string, ends: readonly [number, number]) =>
      page.change((scenario) => setRange(modelOf(scenario), scenario, id, ends)),
    reset: (id: string) => page.change((scenario) => resetAssumption(scenario, id)),
    switchTo: (id: string, isOn: boolean) =>
      page.change((scenario) => setAssumption(modelOf(scenario), scenario, id, isOn ? 1 : 0)),
    setBase: (id: string) => page.change((scenario) => ({ ...scenario, base: id })),
    take(id: string) {
      const preset = playbook.roi.presets.find((each) => each.id === id);
      if (preset) page.change((scenario) => fromPreset(scenario, preset));
      else page.change((scenario) => readOverlay(page, id) ?? scenario);
    },
  };
}

function readOverlay({ bench }: Controller, id: string): Scenario | undefined {
  return id.startsWith("saved ") ? decodeScenario(id.slice("saved ".length), bench.vocabulary).scenario : undefined;
}

/** The headings that state a finding, by section. */
function findings({ lang, format: f }: PageContext, readings: readonly Reading[]) {
  const names = ["readings", "waterfall", "tornado", "range", "cash", "goal", "week"] as const;
  const elements = Object.fromEntries(names.map((name) => [name, html`<span>…</span>`])) as Record<
    (typeof names)[number],
    HTMLElement
  >;
  const set = (name: (typeof names)[number], text: Text): void => {
    elements[name].textContent = headingText(text[lang], lang);
  };
  const rois = readings.map(({ values }) => values["roi"]!);
  const pin = html`<p class="pin" aria-hidden="true"></p>`;
  return {
    elements,
    pin,
    later: set,
    show({ values, outcome, model }: Now) {
      set("readings", readingsFinding(rois, values["roi"]!));
      if (!outcome) return;
      const { simulation } = outcome;
      const { p10, p90 } = simulation.spreads["roi"]!;
      pin.textContent = `ROI ${f.percent(values["roi"]!)} · p10–p90 ${f.range(f.percent(p10 ?? NaN), f.percent(p90 ?? NaN))}`;
      set("waterfall", waterfallFinding(outcome.waterfall, values["top_down"] !== 0));
      set(
        "tornado",
        tornadoFinding(outcome.tornado, (id) => model.nodes.get(id)!.label),
      );
      set("range", rangeFinding(simulation.spreads["roi"]!, simulation.roiAbove.goLine, model.goLine));
      set("cash", cashFinding(outcome.cash.crossing));
    },
  };
}

function goalHeading(context: PageContext, { scenario, model }: Now, value: number | undefined): Text {
  const { change, result, target } = scenario.goal;
  const [node, outcome] = [model.nodes.get(change)!, model.nodes.get(result)!];
  const written = (of: typeof node, x: number): Text => ({
    zh: valueText(inLanguage(context, "zh"), of, x),
    en: valueText(inLanguage(context, "en"), of, x),
  });
  const reached = value === undefined ? undefined : written(node, value);
  return goalFinding({ result: outcome.label, target: written(outcome, target), change: node.label, value: reached });
}

function weekHeading(
  { playbook }: PageContext,
  { risk, optimum }: { readonly risk: number; readonly optimum: number },
): Text {
  const lost = (lang: Lang): string => format(lang, playbook.money).largeMoney(optimum - risk);
  return weekFinding({ risk, optimum, money: { zh: lost("zh"), en: lost("en") } });
}

function inLanguage(context: PageContext, lang: Lang): PageContext {
  return { ...context, lang, format: format(lang, context.playbook.money) };
}

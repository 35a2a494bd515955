import { html } from "htl";
import type { CeoData, GateLight } from "../../pageData.js";
import type { Lang, Text } from "../../playbooks/types.js";
import { presetTable, roiModel } from "../../model/roi/index.js";
import { cashChart } from "../cashChart.js";
import { pageContext, type PageContext } from "../context.js";
import { figure } from "../figure.js";
import { adviceClause, adviceOf } from "../findings/advice.js";
import { ceoPageFinding } from "../findings/ceoPage.js";
import { gatesFinding } from "../findings/gates.js";
import { concentration, leavingFinding } from "../findings/leaving.js";
import { paysFinding } from "../findings/pays.js";
import { promisesFinding } from "../findings/promises.js";
import { format, headingText } from "../format.js";
import { gateLight } from "../gateLights.js";
import { gateNeed } from "../gateNeeds.js";
import { live, store, type Store } from "../live.js";
import { phaseSteps } from "../phaseSteps.js";
import { presetRow } from "../presetRow.js";
import { addDays, lossesReceipt, next30Receipt, promises } from "../promises.js";
import { roiRangeChart } from "../roiRangeChart.js";
import { roiReceipt } from "../roiReceipt.js";
import { dataDate, dataNotices } from "../runLine.js";
import {
  choosePreset,
  ownChoice,
  scenarios,
  setBudget,
  setChurn,
  setLtv,
  setSwitch,
  sliderRanges,
  type Choice,
  type Scenario,
  type Switch,
} from "../scenario.js";
import { slider } from "../slider.js";
import { sumRow, tierTable } from "../tierTable.js";
import { tierPicture } from "../tierPicture.js";

/** The CEO report: one call a section; all sections follow the same scenario. */
export function ceoReport(data: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const compute = scenarios(context.playbook, data);
  const scenario = store(compute(ownChoice));
  const choose = (choice: Choice) => scenario.set(compute(choice));
  const page: Page = { context, data, scenario, choose };
  return {
    notices: dataNotices(context),
    date: dataDate(context),
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    finding: {
      page: live(scenario, (now) => headingText(pageHeading(page, now), lang)),
      promised: promisesFinding(both(context, (f) => f.date(addDays(data.run.asOf, 30))))[lang],
      leaving: leavingHeading(page),
      ask: live(scenario, (now) => headingText(askHeading(page, now), lang)),
      pays: paysHeading(page),
      gates: live(scenario, (now) => gatesFinding(lights(page, now))[lang]),
    },
    summary: live(scenario, (now) => summary(page, now), html`<p class="lead"></p>`),
    advice: live(scenario, (now) => adviceList(page, now), html`<dl class="advice"></dl>`),
    promises: live(scenario, (now) => promises(context, data, now), html`<div></div>`),
    leaving: leaving(page),
    ask: ask(page),
    pays: pays(page),
    gates: live(
      scenario,
      (now) =>
        lights(page, now).map((light) => gateLight(context, { light, need: gateNeed(context, light, data, now) })),
      html`<div class="gates"></div>`,
    ),
  };
}

interface Page {
  readonly context: PageContext;
  readonly data: CeoData;
  readonly scenario: Store<Scenario>;
  readonly choose: (choice: Choice) => void;
}

/** A figure as each language writes it. */
function both({ playbook }: PageContext, write: (f: ReturnType<typeof format>) => string): Text {
  return { zh: write(format("zh", playbook.money)), en: write(format("en", playbook.money)) };
}

/** The gates with ROI's state as the scenario gives it. */
function lights({ data }: Page, { roi, gate, values }: Scenario): GateLight[] {
  return data.gates.map((light) =>
    light.gate === "roi"
      ? {
          gate: "roi",
          state: gate,
          interval: { value: roi.p50 ?? values["roi"]!, low: roi.p2_5 ?? -1, high: roi.p97_5 ?? values["roi"]! },
          needs: { outcomes: null, weeks: null },
        }
      : light,
  );
}

function pageHeading(page: Page, now: Scenario): string {
  const { context, data } = page;
  const { playbook, lang } = context;
  const advice = adviceClause(adviceOf(lights(page, now)), playbook.phases);
  return ceoPageFinding({ tiers: data.tiers, roi: now.values["roi"]!, gate: playbook.gates.roi, advice }, playbook)[
    lang
  ];
}

function leavingHeading({ context, data }: Page): string {
  const total = sumRow(data.tiers);
  const amounts = {
    heads: both(context, (f) => f.count(total.expectedLosses)),
    money: both(context, (f) => f.largeMoney(total.money)),
  };
  return leavingFinding(data.tiers, context.playbook, amounts)[context.lang];
}

function askHeading({ context }: Page, { values }: Scenario): string {
  const { lang, format: f, playbook } = context;
  const money = f.largeMoney(values["investment"]!);
  const first = playbook.phases[0]!;
  return lang === "zh"
    ? `全年 ${money}，分步拨付，先放${first.label.zh}的 ${f.largeMoney(first.budget)}`
    : `${money} a year in steps, ${f.largeMoney(first.budget)} for the ${first.label.en.toLowerCase()} first`;
}

function paysHeading({ context, data, scenario }: Page): string {
  const { playbook, lang } = context;
  void data;
  const rois = presetTable(roiModel(playbook), playbook.roi.presets).columns.map(({ values }) => values["roi"]!);
  const own = scenario.get().values["roi"]!;
  return paysFinding([...rois.map((roi) => ({ roi, isDefault: false })), { roi: own, isDefault: true }])[lang];
}

/** Five sentences, rule-written; every figure opens its receipt. */
function summary({ context, data }: Page, now: Scenario): Node {
  const { lang, format: f, playbook, run, say } = context;
  const { values, roi, model, cash } = now;
  const total = sumRow(data.tiers);
  const top = sumRow(data.tiers.slice(0, 2));
  const roiFig = (id: string, text: string) => figure(context, text, () => roiReceipt(context, model, values, id));
  const lossFig = (text: string) => figure(context, text, lossesReceipt(context, data));
  const source = {
    name: lang === "zh" ? "极高与高两层" : "Critical and high tiers",
    formula: "sum(p), sum(p × ltv)",
    source: "tier_week",
  };
  const range = f.range(f.percent(roi.p10 ?? NaN), f.percent(roi.p90 ?? NaN));
  const month = cash.crossing === undefined ? undefined : f.decimal(cash.crossing, 1);
  const payback = values["payback"]!;
  const churn = (id: string) => roiFig(id, f.percent(values[id]!, 1));
  const names = {
    top:
      lang === "zh"
        ? `${say(playbook.tiers.critical.label)}与${say(playbook.tiers.high.label)}两层`
        : `The ${say(playbook.tiers.critical.label).toLowerCase()} and ${say(playbook.tiers.high.label).toLowerCase()} tiers`,
  };
  if (lang === "zh")
    return html.fragment`不作为时，未来 ${run.horizonDays} 天预计流失 ${lossFig(f.count(total.expectedLosses))} 人，牵涉 ${lossFig(f.largeMoney(total.money))}。${names.top}将带走 ${figure(context, f.count(top.expectedLosses), source)} 人、${figure(context, f.largeMoney(top.money), source)}；本周新进风险 ${figure(context, f.count(data.newlyAtRisk), newlyReceipt(context))} 人。${values["count_low_tier"] ? "四层全计" : "只计项目三层"}，投入 ${roiFig("investment", f.largeMoney(values["investment"]!))} 多留 ${roiFig("saved", f.count(values["saved"]!))} 人，流失率由 ${churn("churn_without")} 降到 ${churn("churn_with")}。ROI ${roiFig("roi", f.percent(values["roi"]!))}，十次有八次在 ${figure(context, range, rangeReceipt(context, now))}。${Number.isFinite(payback) ? html`<span>简单回本 ${roiFig("payback", f.decimal(payback, 1))} 个月，</span>` : "收益抵不回投入，"}${month ? html`<span>现金第 ${figure(context, month, cashReceipt(context))} 个月回正。</span>` : "一年内现金没有回正。"}`;
  return html.fragment`If nobody is treated, ${lossFig(f.count(total.expectedLosses))} ${playbook.customer.many.en} are expected to leave within ${run.horizonDays} days, with ${lossFig(f.largeMoney(total.money))} at stake. ${names.top} take ${figure(context, f.count(top.expectedLosses), source)} of them and ${figure(context, f.largeMoney(top.money), source)}; ${figure(context, f.count(data.newlyAtRisk), newlyReceipt(context))} are newly at risk this week. ${values["count_low_tier"] ? "With all four tiers counted" : "Counting the programme tiers only"}, ${roiFig("investment", f.largeMoney(values["investment"]!))} saves ${roiFig("saved", f.count(values["saved"]!))} more and brings churn from ${churn("churn_without")} to ${churn("churn_with")}. ROI is ${roiFig("roi", f.percent(values["roi"]!))}, in eight of ten draws ${figure(context, range, rangeReceipt(context, now))}. ${Number.isFinite(payback) ? html`<span>Simple payback takes ${roiFig("payback", f.decimal(payback, 1))} months, </span>` : "The benefit does not pay back the money, "}${month ? html`<span>and cash turns positive in month ${figure(context, month, cashReceipt(context))}.</span>` : "and cash stays negative all year."}`;
}

function newlyReceipt({ lang }: PageContext) {
  return {
    name: lang === "zh" ? "新进风险" : "Newly at risk",
    formula: lang === "zh" ? "本周 p > 0.5，上一评分周 p ≤ 0.5" : "p > .5 now and ≤ .5 at the last scored week",
    source: "score_week",
  };
}

function rangeReceipt({ lang }: PageContext, { roiAbove }: Scenario) {
  return {
    name: lang === "zh" ? "ROI 的 p10–p90" : "ROI, p10–p90",
    formula: lang === "zh" ? "所有假设同时抽样，一万次" : "every assumption drawn at once, 10,000 times",
    inputs:
      lang === "zh"
        ? `高于零 ${Math.round(roiAbove.zero * 100)}%，高于推进线 ${Math.round(roiAbove.goLine * 100)}%`
        : `above zero ${Math.round(roiAbove.zero * 100)}%, above the go line ${Math.round(roiAbove.goLine * 100)}%`,
    source:
      lang === "zh"
        ? "业务手册各假设的低值到高值，种子为数据日期"
        : "low to high of each assumption in the playbook; the seed is the date of the data",
  };
}

function cashReceipt({ lang }: PageContext) {
  return {
    name: lang === "zh" ? "现金回正的月份" : "Month in which cash turns positive",
    formula: lang === "zh" ? "累计净现金首次 ≥ 0" : "first month where cumulated net cash ≥ 0",
    inputs:
      lang === "zh"
        ? "一次性投入在第 0 月；运维每月均摊；干预与收益随覆盖面"
        : "one-off cost in month 0, yearly cost evenly, interventions and benefit with coverage",
    source: lang === "zh" ? "业务手册的分期" : "phases of the playbook",
  };
}

function adviceList(page: Page, now: Scenario): Node {
  const { context } = page;
  const { lang, playbook, say, format: f } = context;
  const zh = lang === "zh";
  const gates = lights(page, now);
  const result = adviceOf(gates);
  const clause = adviceClause(result, playbook.phases)[lang];
  const [first, next] = playbook.phases;
  const money = result.advice === "release" ? next : first;
  const undecided = gates
    .filter(({ state }) => state !== "GO")
    .map(({ gate }) => say(playbook.gates[gate].label).split(/[：:] ?/).at(-1)!);
  const basis =
    result.advice === "release"
      ? zh
        ? "三门都过了推进线。"
        : "All gates are above their go lines."
      : zh
        ? `没有过线的：${undecided.join("、")}。${next ? `${next.label.zh}期 ${f.largeMoney(next.budget)}暂缓。` : ""}`
        : `Not yet past their lines: ${undecided.join(", ")}. ${next ? `${f.largeMoney(next.budget)} for the ${next.label.en.toLowerCase()} waits.` : ""}`;
  const big = clause.charAt(0).toUpperCase() + clause.slice(1);
  return html.fragment`<dt>${zh ? "建议" : "Advice"}</dt><dd class="big">${big}${money && result.advice !== "stop" ? html`<span>${zh ? "，" : ", "}${figure(context, f.largeMoney(money.budget), { name: `${say(money.label)}${zh ? "期预算上限" : ": budget envelope"}`, source: zh ? "业务手册的分期" : "phases of the playbook" })}</span>` : null}</dd><dt>${zh ? "依据门灯" : "From the gates"}</dt><dd>${basis}</dd><dt>${zh ? "本摘要" : "This summary"}</dt><dd>${zh ? "内置撰写器按规则写成，数字由系统填入。" : "Written by rules; the system fills in the figures."}</dd>`;
}

function leaving(page: Page): HTMLElement {
  const { context, data, scenario } = page;
  const { lang, format: f } = context;
  const total = sumRow(data.tiers);
  const lede =
    lang === "zh"
      ? html`<p class="lede">
          不作为时 ${context.run.horizonDays} 天流失
          ${figure(context, f.percent(total.meanP, 1), lossesReceipt(context, data))}；未来 30 天约
          ${figure(context, f.count(data.next30.heads), next30Receipt(context, data))}
          人、${figure(context, f.largeMoney(data.next30.money), next30Receipt(context, data))}${data.next30.method === "constant_hazard" ? "（按恒定风险折算）" : ""}。
        </p>`
      : html`<p class="lede">
          If nobody is treated ${figure(context, f.percent(total.meanP, 1), lossesReceipt(context, data))} leave within
          ${context.run.horizonDays} days; in the next 30 days about
          ${figure(context, f.count(data.next30.heads), next30Receipt(context, data))}, worth
          ${figure(context, f.largeMoney(data.next30.money), next30Receipt(context, data))}${data.next30.method === "constant_hazard" ? " (constant hazard)" : ""}.
        </p>`;
  return html`<div>
    ${lede}${tierPicture(context, data.tiers).element}${live(scenario, (now) => tierTable(context, data.tiers, now.values), html`<div></div>`)}${live(scenario, (now) => tierCaption(page, now), html`<p class="cap"></p>`)}
  </div>`;
}

function tierCaption({ context, data }: Page, { values }: Scenario): string {
  const { lang, format: f, say, playbook } = context;
  const nets = data.tiers
    .filter(({ customers }) => customers > 0)
    .map(({ tier }) => ({ tier, net: values[`uplift_${tier}`]! * values[`ltv_${tier}`]! - values[`cost_${tier}`]! }));
  const best = nets.reduce((a, b) => (b.net > a.net ? b : a), nets[0]!);
  const critical = nets.find(({ tier }) => tier === "critical");
  const low = values["count_low_tier"]
    ? lang === "zh"
      ? "低层已计入。"
      : "The low tier is counted."
    : lang === "zh"
      ? "低层属常规业务，默认不计。"
      : "The low tier is business as usual and not counted.";
  if (!best || !critical || best.tier === "critical") return low + group(context, data);
  return lang === "zh"
    ? `${low}每人净得最高的是${say(playbook.tiers[best.tier].label)}层 ${f.money(best.net)}，不是极高层 ${f.money(critical.net)}。`
    : `${low} Most is gained on each customer of the ${say(playbook.tiers[best.tier].label).toLowerCase()} tier, ${f.money(best.net)}, not of the critical one, ${f.money(critical.net)}.`;
}

function group({ lang }: PageContext, { tiers }: CeoData): string {
  return concentration(tiers)
    ? ""
    : lang === "zh"
      ? "流失没有集中在少数人身上。"
      : " Losses are not concentrated on a few.";
}

function ask({ context, data, scenario, choose }: Page): HTMLElement {
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const { factor } = playbook.money.large[lang];
  const large = (value: number) => f.decimal(value / factor, zh && value / factor >= 100 ? 0 : zh ? 1 : 2);
  const published = presetTable(roiModel(playbook), playbook.roi.presets).columns;
  const sliders = {
    budget: slider(
      {
        id: "budget",
        label: zh ? "全年预算" : "Budget for the year",
        unit: f.largeUnit,
        digits: zh ? 0 : 2,
        say: (x) => `${x} ${f.largeUnit}`,
        onInput: (x) => choose(setBudget(scenario.get(), x * factor)),
      },
      empty,
    ),
    churn: slider(
      {
        id: "churn",
        label: zh ? "计划后流失率" : "Churn after the plan",
        unit: "%",
        digits: 2,
        say: (x) => `${f.decimal(x, 2)}%`,
        onInput: (x) => choose(setChurn(scenario.get(), x / 100)),
      },
      empty,
    ),
    ltv: slider(
      {
        id: "ltv",
        label: zh ? `每位${playbook.customer.one.zh}剩余价值` : `Remaining value of an ${playbook.customer.one.en}`,
        unit: f.smallUnit,
        digits: 0,
        say: (x) => f.money(x),
        onInput: (x) => choose(setLtv(scenario.get(), x)),
      },
      empty,
    ),
  };
  scenario.follow((now) => {
    const ranges = sliderRanges(now);
    const b = ranges.budget;
    const tick = (at: number, label: string) => ({ at, label });
    const stated =
      now.basis === "plan"
        ? published.map(({ preset, values }) =>
            tick(values["investment"]! / factor, `${large(values["investment"]!)} ${preset.label[lang]}`),
          )
        : [];
    sliders.budget.update({
      min: b.min / factor,
      max: b.max / factor,
      value: b.value / factor,
      step: (b.max - b.min) / factor / 200,
      ticks: [
        tick(b.min / factor, `${large(b.min)} ${zh ? "不干预" : "no action"}`),
        ...stated,
        tick(b.max / factor, `${large(b.max)} ${zh ? "全做" : "everyone"}`),
      ],
    });
    const c = ranges.churn;
    sliders.churn.update({
      min: c.min * 100,
      max: c.max * 100,
      value: c.value * 100,
      step: (c.max - c.min) / 2,
      ticks: [
        tick(c.min * 100, `${f.percent(c.min, 1)}${now.values["top_down"] ? "" : zh ? " 全做" : " everyone"}`),
        ...(now.values["top_down"] ? [tick(c.value * 100, f.percent(c.value, 1))] : []),
        tick(c.max * 100, `${f.percent(c.max, 1)} ${zh ? "不作为" : "no action"}`),
      ],
    });
    const l = ranges.ltv;
    const given = now.model.given["ltv"]!.value;
    sliders.ltv.update({
      min: l.min,
      max: l.max,
      value: l.value,
      step: niceStep(l.max - l.min),
      low: l.low,
      high: l.high,
      ticks: [
        tick(l.min, f.count(l.min)),
        tick(
          given,
          `${f.count(given)} ${now.basis === "run" ? (zh ? "本周数据" : "from the data") : zh ? "发布" : "published"}`,
        ),
        tick(l.max, f.count(l.max)),
      ],
    });
  });
  return html`<div>
    ${sliders.budget.element}${sliders.churn.element}${sliders.ltv.element}${switches({ context, data, scenario, choose })}${live(scenario, (now) => phaseSteps(context, adviceOf(lights({ context, data, scenario, choose }, now)).advice), html`<div></div>`)}
  </div>`;
}

const empty = { min: 0, max: 1, value: 0, step: 0.01, ticks: [] };

function niceStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 100));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= span / 200)!;
}

function switches({ context, scenario, choose }: Page): HTMLElement {
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const start = scenario.get().values;
  const hasReferrals = Number.isFinite(start["referral_share"]);
  const ramp = f.percent(start["ramp_share"]!);
  const lowSaved = f.count((start["customers_low"] ?? 0) * (start["uplift_low"] ?? 0));
  const entries: { id: Switch["id"]; label: string }[] = [
    { id: "count_low_tier", label: zh ? `${playbook.tiers.low.label.zh}层 ${lowSaved} 人` : `Low tier, ${lowSaved}` },
    ...(hasReferrals ? [{ id: "count_referrals" as const, label: zh ? "推荐价值" : "Referral value" }] : []),
    { id: "count_ramp", label: zh ? `首年爬坡 ${ramp}` : `Ramp, ${ramp}` },
  ];
  const boxes = entries.map(({ id, label }) => {
    const box = html`<input type="checkbox" id="sw-${id}" />` as HTMLInputElement;
    box.addEventListener("change", () => choose(setSwitch(scenario.get(), { id, isOn: box.checked })));
    scenario.follow(({ values }) => (box.checked = values[id] !== 0));
    return html`<label>${box}${label}</label>`;
  });
  return html`<fieldset class="swt">
    <legend>${zh ? "计入什么" : "What is counted"}</legend>
    ${boxes}
  </fieldset>`;
}

function pays(page: Page): HTMLElement {
  const { context, scenario, choose } = page;
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const columns = presetTable(roiModel(playbook), playbook.roi.presets).columns;
  const own = scenario.get().values;
  const row = presetRow(context, [
    {
      id: "run",
      label: zh ? "本周数据" : "This week's data",
      roi: own["roi"]!,
      detail: zh ? `默认，留住 ${f.count(own["saved"]!)}` : `default, ${f.count(own["saved"]!)} saved`,
      choose: () => choose(ownChoice),
    },
    ...columns.map(({ preset, values }) => ({
      id: preset.id,
      label: preset.label[lang],
      roi: values["roi"]!,
      detail: zh
        ? `${f.largeMoney(values["investment"]!)}，留住 ${f.count(values["saved"]!)}`
        : `${f.largeMoney(values["investment"]!)}, ${f.count(values["saved"]!)} saved`,
      choose: () => choose(choosePreset(preset)),
    })),
  ]);
  scenario.follow((now) => row.press(isUntouched(now, playbook.roi.presets) ? (now.preset ?? "run") : undefined));
  const readings = columns.map(({ values }) => values["roi"]!);
  const range = roiRangeChart(context, scenario.get(), readings);
  const cash = cashChart(context, scenario.get());
  scenario.follow((now) => {
    range.show(now);
    cash.show(now);
  });
  return html`<div>
    ${live(scenario, (now) => leadFigures(context, now), html`<div class="figs"></div>`)}${row.element}
    <div class="two">
      <figure>
        <h3>${zh ? "ROI 的可能范围" : "Range of ROI"} <span class="note">○ ${zh ? "各种算法" : "readings"}</span></h3>
        ${range.element}
      </figure>
      <figure>
        <h3>${zh ? `累计净现金流，${f.largeUnit}` : `Cumulated net cash, ${f.largeUnit}`}</h3>
        ${cash.element}
      </figure>
    </div>
    ${live(scenario, (now) => paysCaption(context, now), html`<p class="cap"></p>`)}
  </div>`;
}

function isUntouched({ preset, overrides }: Scenario, presets: Page["context"]["playbook"]["roi"]["presets"]): boolean {
  const original = presets.find(({ id }) => id === preset)?.overrides ?? {};
  const keys = new Set([...Object.keys(original), ...Object.keys(overrides)]);
  return [...keys].every((key) => original[key] === overrides[key]);
}

function leadFigures(context: PageContext, { model, values }: Scenario): HTMLElement[] {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const fig = (id: string, text: string) => figure(context, text, () => roiReceipt(context, model, values, id));
  const big = (value: Node, unit: string, label: unknown) =>
    html`<div>
      <div class="v">${value}${unit ? html`<small>${unit}</small>` : null}</div>
      <div class="l">${label}</div>
    </div>`;
  const money = (id: string) => (zh ? fig(id, f.largeNumber(values[id]!)) : fig(id, f.largeMoney(values[id]!)));
  const unit = zh ? f.largeUnit : "";
  return [
    big(
      fig("roi", f.percent(values["roi"]!)),
      "",
      values["count_ramp"]
        ? zh
          ? "首年 ROI，含爬坡"
          : "ROI of the first year, with ramp"
        : zh
          ? "满负荷一年 ROI"
          : "ROI at full coverage",
    ),
    big(
      money("benefit"),
      unit,
      zh
        ? html`收益，增量留住 ${fig("saved", f.count(values["saved"]!))} 人`
        : html`<span>benefit, ${fig("saved", f.count(values["saved"]!))} saved</span>`,
    ),
    big(money("net_benefit"), unit, zh ? "净得" : "net benefit"),
    big(
      fig("payback", Number.isFinite(values["payback"]!) ? f.decimal(values["payback"]!, 1) : "–"),
      zh ? "月" : " mo",
      zh ? "简单回本期" : "simple payback",
    ),
  ];
}

function paysCaption({ lang, format: f, playbook }: PageContext, { values, cash, roiAbove }: Scenario): string {
  const zh = lang === "zh";
  const go = f.percent(playbook.gates.roi.go);
  const coverage = playbook.phases
    .map(({ customers }) => f.percent(customers / playbook.phases.at(-1)!.customers))
    .join(zh ? "、" : ", ");
  const placeholder =
    playbook.roi.assumptions["ltv"]?.kind === "placeholder"
      ? zh
        ? "金额假设都是占位值，先换掉留存增量、剩余价值和每人成本三项再用。"
        : " Every money assumption is a placeholder: replace the uplift, the LTV and the cost a head first."
      : "";
  return zh
    ? `一次性 ${f.largeMoney(values["one_off"]!)}先付，运维 ${f.largeMoney(values["running"]!)}按月均摊，干预与收益随覆盖 ${coverage} 三步爬坡；十二月末 ${f.largeMoney(cash.end)}。ROI 超过 ${go} 的把握 ${f.chance(roiAbove.goLine)}，低于零的可能 ${f.chance(1 - roiAbove.zero)}。${placeholder}`
    : `${f.largeMoney(values["one_off"]!)} is paid first, ${f.largeMoney(values["running"]!)} of yearly cost evenly, interventions and benefit follow coverage of ${coverage}; ${f.largeMoney(cash.end)} at the end of month 12. The chance of ROI above ${go} is ${f.chance(roiAbove.goLine)}, of ROI below zero ${f.chance(1 - roiAbove.zero)}.${placeholder}`;
}

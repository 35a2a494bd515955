import { html } from "htl";
import { hasOwnValue } from "../../model/roi/index.js";
import { adviceOf } from "../findings/advice.js";
import { live } from "../live.js";
import { slider, type Slider, type SliderTick } from "../slider.js";
import { gatesNow, type CeoPage } from "./page.js";
import { phaseSteps } from "./phaseSteps.js";
import { setBudget, setChurn, setLtv, setSwitch, sliderRanges, type Scenario, type Switch } from "./scenario.js";

/** Three sliders, what is counted, and the money in steps. */
export function askSection(page: CeoPage): HTMLElement {
  const { context, scenario } = page;
  const sliders = [budgetSlider(page), churnSlider(page), ltvSlider(page)];
  const steps = live(scenario, (now) => phaseSteps(context, adviceOf(gatesNow(page, now)).advice), html`<div></div>`);
  return html`<div>${sliders}${switches(page)}${steps}</div>`;
}

const unset = { min: 0, max: 1, value: 0, step: 0.01, ticks: [] };

function followed({ scenario }: CeoPage, control: Slider, show: (now: Scenario) => void): HTMLElement {
  scenario.follow(show);
  return control.element;
}

function budgetSlider(page: CeoPage): HTMLElement {
  const { context, scenario, choose } = page;
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const { factor } = playbook.money.large[lang];
  const control = slider(
    {
      id: "budget",
      label: zh ? "全年预算" : "Budget for the year",
      unit: f.largeUnit,
      digits: zh ? 0 : 2,
      say: (x) => f.largeMoney(x * factor),
      onInput: (x) => choose(setBudget(scenario.get(), x * factor)),
    },
    unset,
  );
  const tick = (money: number, note: string): SliderTick => ({
    at: money / factor,
    label: `${f.largeNumber(money)} ${note}`,
  });
  return followed(page, control, (now) => {
    const { min, max, value } = sliderRanges(now).budget;
    const readings =
      now.basis === "plan"
        ? page.readings.map(({ preset, values }) => tick(values["investment"]!, preset.label[lang]))
        : [];
    control.update({
      min: min / factor,
      max: max / factor,
      value: value / factor,
      step: (max - min) / factor / 200,
      ticks: [tick(min, zh ? "不干预" : "no action"), ...readings, tick(max, zh ? "全做" : "everyone")],
    });
  });
}

function churnSlider(page: CeoPage): HTMLElement {
  const { context, scenario, choose } = page;
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const control = slider(
    {
      id: "churn",
      label: zh ? "计划后流失率" : "Churn after the plan",
      unit: "%",
      digits: 2,
      say: (x) => `${f.decimal(x, 2)}%`,
      onInput: (x) => choose(setChurn(scenario.get(), x / 100)),
    },
    unset,
  );
  const tick = (share: number, note: string): SliderTick => ({
    at: share * 100,
    label: `${f.percent(share, 1)} ${note}`.trim(),
  });
  return followed(page, control, (now) => {
    const { min, max, value } = sliderRanges(now).churn;
    const isStated = now.values["top_down"] !== 0;
    control.update({
      min: min * 100,
      max: max * 100,
      value: value * 100,
      step: (max - min) / 2,
      ticks: [
        tick(min, isStated ? "" : zh ? "全做" : "everyone"),
        ...(isStated ? [tick(value, zh ? "目标" : "target")] : []),
        tick(max, zh ? "不作为" : "no action"),
      ],
    });
  });
}

function ltvSlider(page: CeoPage): HTMLElement {
  const { context, scenario, choose } = page;
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const control = slider(
    {
      id: "ltv",
      label: zh ? `每位${playbook.customer.one.zh}剩余价值` : `Remaining value of an ${playbook.customer.one.en}`,
      unit: f.smallUnit,
      digits: 0,
      say: (x) => f.money(x),
      onInput: (x) => choose(setLtv(scenario.get(), x)),
    },
    unset,
  );
  const sources = { data: zh ? "本周数据" : "from the data", playbook: zh ? "业务手册" : "playbook" };
  return followed(page, control, (now) => {
    const { min, max, value, low, high } = sliderRanges(now).ltv;
    const given = now.model.given["ltv"]!.value;
    const ticks = [
      { at: min, label: f.count(min) },
      { at: given, label: `${f.count(given)} ${hasOwnValue(now.model) ? sources.data : sources.playbook}` },
      { at: max, label: f.count(max) },
    ];
    control.update({ min, max, value, low, high, step: niceStep(max - min), ticks });
  });
}

function niceStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 100));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= span / 200)!;
}

function switches({ context, scenario, choose }: CeoPage): HTMLElement {
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const start = scenario.get().values;
  const lowSaved = f.count((start["customers_low"] ?? 0) * (start["uplift_low"] ?? 0));
  const ramp = f.percent(start["ramp_share"]!);
  const hasReferrals = Number.isFinite(start["referral_share"]);
  const entries: { id: Switch["id"]; label: string }[] = [
    {
      id: "count_low_tier",
      label: zh ? `${playbook.tiers.low.label.zh}层 ${lowSaved} ${playbook.customer.counter}` : `Low tier, ${lowSaved}`,
    },
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

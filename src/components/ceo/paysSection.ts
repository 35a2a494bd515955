import { html } from "htl";
import { evaluateRoi } from "../../model/roi/index.js";
import type { Preset } from "../../playbooks/types.js";
import { cashChart } from "../cashChart.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { afterChinese } from "../format.js";
import { live } from "../live.js";
import { roiRangeChart } from "../roiRangeChart.js";
import { roiReceipt } from "../roiReceipt.js";
import type { CeoPage } from "./page.js";
import { presetRow, type PresetRow } from "./presetRow.js";
import { choosePreset, ownChoice, type Scenario } from "./scenario.js";

/** What it pays: four figures, the readings of the plan, the range of ROI and the cash flow. */
export function paysSection(page: CeoPage): HTMLElement {
  const { context, scenario } = page;
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const range = roiRangeChart(
    context,
    scenario.get(),
    page.readings.map(({ values }) => values["roi"]!),
  );
  const cash = cashChart(context, scenario.get());
  scenario.onChange((now) => {
    range.show(now);
    cash.show(now);
  });
  return html`<div>
    ${live(scenario, (now) => leadFigures(context, now), html`<div class="figs"></div>`)}${presets(page).element}
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
    ${live(scenario, (now) => atPlanScale(context, now) + caption(context, now), html`<p class="cap"></p>`)}
  </div>`;
}

function presets(page: CeoPage): PresetRow {
  const { context, scenario, choose } = page;
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const own = scenario.get().values;
  const heads = (saved: number) => (zh ? `留住 ${f.count(saved)}` : `${f.count(saved)} saved`);
  const row = presetRow(context, [
    {
      id: "run",
      label: zh ? "本周数据" : "This week's data",
      roi: own["roi"]!,
      detail: `${zh ? "默认，" : "default, "}${heads(own["saved"]!)}`,
      choose: () => choose(ownChoice),
    },
    ...page.readings.map(({ preset, values }) => ({
      id: preset.id,
      label: preset.label[lang],
      roi: values["roi"]!,
      detail: `${f.largeMoney(values["investment"]!)}${zh ? "，" : ", "}${heads(values["saved"]!)}`,
      choose: () => choose(choosePreset(preset)),
    })),
  ]);
  scenario.follow((now) => row.press(isUntouched(now, playbook.roi.presets) ? (now.preset ?? "run") : undefined));
  return row;
}

/** Whether a scenario still is what its button chose. */
function isUntouched({ preset, overrides }: Scenario, all: readonly Preset[]): boolean {
  const original = all.find(({ id }) => id === preset)?.overrides ?? {};
  const keys = new Set([...Object.keys(original), ...Object.keys(overrides)]);
  return [...keys].every((key) => original[key] === overrides[key]);
}

function leadFigures(context: PageContext, { model, values }: Scenario): HTMLElement[] {
  const { lang, format: f } = context;
  const zh = lang === "zh";
  const node = (id: string, text: string) => figure(context, text, () => roiReceipt(context, model, values, id));
  const big = (value: Node, unit: string, label: unknown) =>
    html`<div>
      <div class="v">${value}${unit ? html`<small>${unit}</small>` : null}</div>
      <div class="l">${label}</div>
    </div>`;
  const money = (id: string) => node(id, zh ? f.largeNumber(values[id]!) : f.largeMoney(values[id]!));
  const unit = zh ? f.largeUnit : "";
  const isRamp = values["count_ramp"] !== 0;
  const roiLabel = zh
    ? isRamp
      ? "首年 ROI，含爬坡"
      : "满负荷一年 ROI"
    : isRamp
      ? "first-year ROI, with ramp"
      : "ROI at full coverage";
  const { counter } = context.playbook.customer;
  const saved = node("saved", f.count(values["saved"]!));
  const payback = Number.isFinite(values["payback"]!) ? f.decimal(values["payback"]!, 1) : "–";
  return [
    big(node("roi", f.percent(values["roi"]!)), "", roiLabel),
    big(
      money("benefit"),
      unit,
      zh ? html`<span>收益，增量留住 ${saved} ${counter}</span>` : html`<span>benefit, ${saved} saved</span>`,
    ),
    big(money("net_benefit"), unit, zh ? "净得" : "net benefit"),
    big(node("payback", payback), zh ? "月" : " mo", zh ? "简单回本期" : "simple payback"),
  ];
}

/**
 * Fixed costs are those of the whole roll-out. Where the data hold much less than that, the same rates at the plan's
 * scale say whether the programme fails or the base is too small to carry it.
 */
function atPlanScale(
  { lang, format: f, playbook }: PageContext,
  { basis, model, values, overrides }: Scenario,
): string {
  const planned = playbook.phases.at(-1)!.customers;
  const { counter } = playbook.customer;
  if (basis !== "run" || values["customers"]! > planned / 2) return "";
  const roi = f.percent(evaluateRoi(model, { ...overrides, customers: planned })["roi"]!);
  const [fixed, heads, all] = [
    f.largeMoney(values["one_off"]! + values["running"]!),
    f.count(values["customers"]!),
    f.count(planned),
  ];
  return lang === "zh"
    ? `固定投入 ${fixed}按 ${all} ${counter}定，本周数据只有 ${heads} ${counter}；同样的比例铺到 ${all} ${counter}，ROI 是 ${roi}。`
    : `The fixed ${fixed} are meant for ${all} customers, and these data hold ${heads}; the same rates at ${all} would give an ROI of ${roi}. `;
}

function caption({ lang, format: f, playbook }: PageContext, { values, cash, roiAbove }: Scenario): string {
  const zh = lang === "zh";
  const go = f.percent(playbook.gates.roi.go);
  const full = playbook.phases.at(-1)!.customers;
  const coverage = playbook.phases.map(({ customers }) => f.percent(customers / full)).join(zh ? "、" : ", ");
  const [above, below] = [f.chance(roiAbove.goLine), f.chance(1 - roiAbove.zero)];
  const [once, yearly, end] = [values["one_off"]!, values["running"]!, cash.end].map((money) => f.largeMoney(money));
  const warning = playbook.roi.assumptions["ltv"]?.kind === "placeholder" ? placeholders[lang] : "";
  return zh
    ? `一次性 ${once}先付，运维 ${yearly}按月均摊，干预与收益随覆盖 ${coverage} 三步爬坡；十二月末 ${end}。ROI 超过 ${go} 的把握${afterChinese(above)}，低于零的可能${afterChinese(below)}。${warning}`
    : `${once} is paid first, ${yearly} of yearly cost evenly; interventions and benefit follow coverage of ${coverage}; ${end} at the end of month 12. The chance of ROI above ${go} is ${above}, of ROI below zero ${below}. ${warning}`;
}

const placeholders = {
  zh: "金额假设都是占位值，先换掉留存增量、剩余价值和每人成本三项再用。",
  en: "Every money assumption is a placeholder: replace the uplift, the LTV and the cost a head first.",
};

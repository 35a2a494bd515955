import { html } from "htl";
import type { ExperimentCard } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";

/** What the comparison rests on: ratio check, contamination, size, and the weeks still needed. */
export function cardFacts(context: PageContext, card: ExperimentCard): HTMLElement {
  const zh = context.lang === "zh";
  const facts: readonly (readonly [string, unknown])[] = [
    [zh ? "样本比例检查" : "Sample-ratio check", ratio(context, card)],
    [zh ? "污染" : "Contamination", contamination(context, card)],
    [zh ? "每组所需人数" : "Customers an arm", size(context, card)],
    [zh ? "还要多久" : "Time still needed", time(context, card)],
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function ratio({ lang, format: f }: PageContext, { ratio: found }: ExperimentCard): unknown {
  const zh = lang === "zh";
  if (!found) return zh ? "还没有人被分派" : "nobody assigned yet";
  const p = found.pValue < 0.001 ? "<0.001" : f.decimal(found.pValue, 3);
  return found.isRed
    ? html`<span class="light stop">${zh ? "不通过" : "Red"}</span> p ${p}<br />${zh ? "分派没有按计划进行；弄清原因之前，哪个比较都不能信。" : "Assignment did not go as planned: trust no comparison before it is known why."}`
    : html`<b>${zh ? "正常" : "Fine"}</b>${zh ? "，" : ", "}p ${p}<br />${zh ? "低于 0.001 才算不通过" : "red below .001"}`;
}

function contamination({ lang, format: f, playbook }: PageContext, { contamination: found }: ExperimentCard): unknown {
  const zh = lang === "zh";
  const share = (value: number | null) => (value === null ? "–" : f.percent(value, 1));
  const several = countText(f, found.inSeveralArms);
  return zh
    ? html`对照组被联系 <b>${share(found.controlContacted)}</b><br />干预组没联系到
        ${share(found.treatedMissed)}；进过不止一组 ${several} ${playbook.customer.counter}`
    : html`<b>${share(found.controlContacted)}</b> of the control contacted<br />${share(found.treatedMissed)} of the
        others missed; ${several} in more than one arm`;
}

function size({ lang, format: f }: PageContext, { size: found, plan }: ExperimentCard): unknown {
  const zh = lang === "zh";
  const aim = `${f.percent(plan.baseline, 1)} → ${f.percent(plan.target, 1)}`;
  return zh
    ? html`<b>${f.count(found.perArm)}</b>，${plan.rule === "fixed" ? "到期看一次" : "每周可判"}<br />${aim}，把握
        ${f.percent(plan.power)}；定期 ${f.count(found.fixedPerArm)}，随时 ${f.count(found.sequentialPerArm)}`
    : html`<b>${f.count(found.perArm)}</b>, ${plan.rule === "fixed" ? "one look at the end" : "any weekly look"}<br />${aim},
        power ${f.percent(plan.power)}; fixed ${f.count(found.fixedPerArm)}, sequential
        ${f.count(found.sequentialPerArm)}`;
}

function time({ lang, format: f, playbook }: PageContext, { duration, isEnded, plan }: ExperimentCard): unknown {
  const zh = lang === "zh";
  if (isEnded) return html`<b>${zh ? "已到定论" : "Final"}</b>`;
  const end = plan.endsOn ? `${zh ? "；定论日 " : "; final on "}${f.date(plan.endsOn)}` : "";
  const pace = zh
    ? `每周分派 ${f.decimal(duration.perWeek, 1)} ${playbook.customer.counter}`
    : `${f.decimal(duration.perWeek, 1)} assigned a week`;
  if (duration.weeks === null)
    return html`<span class="light stop">${zh ? "做不成" : "Not feasible"}</span
      ><br />${zh ? "最近没有人被分派" : "nobody was assigned lately"}${end}`;
  const weeks = zh ? `约 ${f.count(duration.weeks)} 周` : `about ${f.count(duration.weeks)} weeks`;
  return duration.isFeasible
    ? html`<b>${weeks}</b><br />${pace}${end}`
    : html`<span class="light stop">${zh ? "做不成" : "Not feasible"}</span>
        ${weeks}<br />${pace}${zh ? "，超过一年" : ", beyond a year"}${end}`;
}

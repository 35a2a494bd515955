import { html } from "htl";
import type { CustomerView } from "./view.js";
import { dataDate } from "../runLine.js";
import { figure } from "../figure.js";
import { queueStates } from "../queueTable.js";
import { sourced } from "./sources.js";

const daysPerMonth = 30.4375;

/** Who it is, and the four figures: health, probability, remaining value, day of the window. */
export function customerHead(view: CustomerView): HTMLElement {
  const { detail, lang, run, format: f } = view;
  const zh = lang === "zh";
  const { model } = run;
  const modelFigure = figure(view, model.id, {
    name: zh ? "模型" : "Model",
    inputs: zh
      ? `${f.count(model.trainedRows)} 行训练，其中流失 ${f.count(model.trainedEvents)} 行`
      : `trained on ${f.count(model.trainedRows)} rows, ${f.count(model.trainedEvents)} of them lost`,
    source: "model_run",
  });
  return html`<div class="cu-head">
    <div>
      <p class="back"><a href="./customers.html">${zh ? "← 全部客户" : "← All customers"}</a></p>
      <h1>${detail.name}</h1>
      <p>${dotted(customerFactsLine(view))}</p>
      ${place(view)}
      <p>${dataDate(view)} · ${zh ? "模型" : "model"} ${modelFigure}</p>
    </div>
    <div class="cu-figs">${[health(view), probability(view), ltv(view), clock(view)]}</div>
  </div>`;
}

/** Facts in a line that breaks between them, after the dot. */
function dotted(facts: readonly unknown[]): unknown[] {
  return facts.map((fact, i) => html`<span class="nb">${fact}${i < facts.length - 1 ? " ·" : ""}</span> `);
}

/** Where the customer stands in this week's queue, and who acts. */
function place({ detail, lang, say, format: f }: CustomerView): HTMLElement | null {
  const { queue } = detail;
  if (!queue) return null;
  const zh = lang === "zh";
  const isListed = queue.state === "open" || queue.state === "waiting";
  const parts = [
    isListed && queue.rank !== null ? (zh ? `名单第 ${f.count(queue.rank)} 位` : `rank ${f.count(queue.rank)}`) : null,
    queue.contactedOn ? (zh ? `${f.date(queue.contactedOn)} 联系` : `contacted ${f.date(queue.contactedOn)}`) : null,
    queue.owner ? (zh ? `由 ${queue.owner} 负责` : `${queue.owner} acts`) : zh ? "没有负责人" : "nobody to act",
  ];
  return html`<p class="place">
    ${dotted([
      html.fragment`${zh ? "本周：" : "This week: "}<b>${say(queueStates[queue.state])}</b>`,
      ...parts.filter((part) => part !== null),
    ])}
  </p>`;
}

/** What the tables say about the customer; what they do not is left out. */
export function customerFactsLine({ detail, lang }: CustomerView): string[] {
  const { facts, inputs, id } = detail;
  const zh = lang === "zh";
  const year = facts["vehicle_year"];
  const months = typeof inputs["tenure_days"] === "number" ? Math.floor(inputs["tenure_days"] / daysPerMonth) : null;
  const vehicle = facts["vehicle_model"];
  const said = [
    id,
    vehicle ? `${vehicle}${year ? (zh ? `，${year} 款` : `, ${year}`) : ""}` : facts["product"],
    facts["segment"],
    facts["region"],
    facts["branch"],
    facts["owner"] ? `${zh ? "负责人 " : "owner "}${facts["owner"]}` : zh ? "没有负责人" : "no owner",
    months === null
      ? null
      : zh
        ? `成为客户 ${months} 个月`
        : `${months === 1 ? "1 month" : `${months} months`} a customer`,
  ];
  return said.flatMap((text) => (text === null || text === undefined || text === "" ? [] : [String(text)]));
}

function lead(value: unknown, label: unknown): HTMLElement {
  return html`<div>
    <div class="v">${value}</div>
    <div class="l">${label}</div>
  </div>`;
}

function health(view: CustomerView): HTMLElement {
  const { detail, playbook, lang, format: f } = view;
  const zh = lang === "zh";
  const status = playbook.health.statuses.find(({ id }) => id === detail.status)?.label[lang];
  if (detail.health === null) {
    const covered = f.percent(detail.coverage);
    return lead("–", zh ? `没有健康分，数据只占 ${covered} 权重` : `no health score, data cover ${covered}`);
  }
  const partial =
    detail.coverage < 1
      ? zh
        ? `，覆盖 ${f.percent(detail.coverage)}`
        : `, ${f.percent(detail.coverage)} covered`
      : "";
  return lead(sourced(view, "health"), zh ? `健康分，${status ?? ""}${partial}` : `health, ${status ?? ""}${partial}`);
}

function probability(view: CustomerView): HTMLElement {
  const { detail, playbook, lang, format: f } = view;
  const zh = lang === "zh";
  const { p, tier, previousP } = detail;
  if (p === null) return lead("–", zh ? "没有流失概率" : "no churn probability");
  const before =
    previousP === null ? "" : zh ? `，上周 ${f.probability(previousP)}` : `, last week ${f.probability(previousP)}`;
  if (detail.isLost || !tier)
    return lead(
      sourced(view, "p"),
      detail.isLost ? (zh ? "已流失，不再分层" : "lost, in no tier") : zh ? "未分层" : "in no tier",
    );
  const label = playbook.tiers[tier].label[lang];
  return lead(
    sourced(view, "p"),
    html`<span class=${`sw c-${tier}`}></span
      >${zh ? `${label}风险层${before}` : `${label.toLowerCase()} tier${before}`}`,
  );
}

function ltv(view: CustomerView): HTMLElement {
  const zh = view.lang === "zh";
  return view.detail.ltv === null
    ? lead("–", zh ? "剩余价值未知" : "remaining value unknown")
    : lead(amount(view, view.detail.ltv), zh ? "剩余价值" : "remaining value");
}

/** The unit small beside the number, where it follows it. */
function amount(view: CustomerView, ltv: number): unknown {
  const { lang, format: f } = view;
  return lang === "zh"
    ? html`<span>${sourced(view, "ltv", f.count(ltv))}<small> ${f.smallUnit}</small></span>`
    : sourced(view, "ltv");
}

function clock(view: CustomerView): HTMLElement {
  const { standing, hasClock, detail, lang, playbook } = view;
  const zh = lang === "zh";
  const quiet = {
    lost: zh ? "已流失" : "lost",
    unscored: zh ? "未分层" : "in no tier",
    holdout: zh ? "对照组" : "holdout",
    contacted: zh ? "已联系" : "contacted",
    opted_out: zh ? "已退订营销" : "opted out",
    routine: zh ? "低层没有时钟" : "no clock in this tier",
    open: zh ? "这一层没有时钟" : "no clock in this tier",
  }[standing];
  const { timing } = detail;
  if (!hasClock || !timing || standing === "lost") return lead("–", quiet);
  const label = standing === "open" ? windowText(timing.day, playbook.winback.window, zh) : quiet;
  return lead(sourced(view, "day"), label);
}

function windowText(day: number, [from, to]: readonly [number, number], zh: boolean): string {
  const days = (n: number) => (zh ? `${n} 天` : n === 1 ? "1 day" : `${n} days`);
  if (day < from) return zh ? `${days(from - day)}后进入窗口` : `window opens in ${days(from - day)}`;
  if (day < to) return zh ? `窗口还剩 ${days(to - day)}` : `${days(to - day)} left in the window`;
  if (day === to) return zh ? "窗口最后一天" : "last day of the window";
  return zh ? `窗口已过 ${days(day - to)}` : `${days(day - to)} past the window`;
}

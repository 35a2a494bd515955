import { html } from "htl";
import { curveAgreement } from "../../model/curveAgreement.js";
import type { TimingData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { columnChart } from "../columnChart.js";
import { countText, countValue } from "../countText.js";
import { pageContext, type PageContext } from "../context.js";
import {
  agreementFinding,
  binLabel,
  binText,
  contactFinding,
  curveFinding,
  stayFinding,
  timingPageFinding,
  waitingFinding,
} from "../findings/timing.js";
import { headingText } from "../format.js";
import { dataDate, dataNotices } from "../runLine.js";
import { curveChart } from "../timing/curveChart.js";
import { stayTable } from "../timing/stayTable.js";

export { inTurn } from "../inTurn.js";

/** When to act: the win-back curve assumed against measured, the cost of delay, and how soon customers are reached. */
export function timing(data: TimingData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const agreement = curveAgreement(playbook);
  const say = (text: { zh: string; en: string }) => headingText(text[lang], lang);
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
        return say(timingPageFinding(data, playbook));
      },
      get curve() {
        return say(curveFinding(data));
      },
      get waiting() {
        return say(waitingFinding(data));
      },
      get contact() {
        return say(contactFinding(data));
      },
      get stay() {
        return say(stayFinding(data));
      },
      get agreement() {
        return say(agreementFinding(agreement));
      },
    },
    get curve() {
      return curveChart(context, data);
    },
    get curveNote() {
      return curveNote(context, data);
    },
    get waiting() {
      return waitingChart(context, data);
    },
    get contact() {
      return contactChart(context, data);
    },
    get stay() {
      return stayTable(context, data);
    },
    get unknown() {
      return unknownNote(context, data);
    },
    get agreement() {
      return html`<p class="small">${agreementText(context, agreement)}</p>`;
    },
  };
}

function curveNote({ lang, playbook, format: f }: PageContext, { curve }: TimingData): HTMLElement {
  const zh = lang === "zh";
  const isPlaceholder = playbook.winback.source === "placeholder";
  const assumed = zh ? (isPlaceholder ? "占位值" : "发布值") : isPlaceholder ? "placeholders" : "published";
  const weight = zh
    ? `实测点是 Beta 后验均值与 95% 区间，发布值作先验，只抵 4 例；n 为观察期已满的联系结果。`
    : "A measured point is the mean of its Beta posterior with the 95% interval, the published value a prior worth 4 outcomes; n counts contacts whose follow-up is complete.";
  const rule = zh
    ? `每个点与对照组都满 ${curve.minOutcomes} 例、逐点下降、第一点的区间整段高过对照组，才改用实测。`
    : `Decisions move to the measured curve once every point and the holdout have ${curve.minOutcomes} outcomes, the points fall, and the whole interval of the first lies above the holdout.`;
  const keys = zh ? `空心为${assumed}，实心为实测。` : `Hollow: ${assumed}; filled: measured. `;
  const floor = zh
    ? `时效 g 以不干预时的留存 ${f.percent(curve.inUse.floor, 1)} 为零点。`
    : ` g is zero at ${f.percent(curve.inUse.floor, 1)}, the stay rate of those left alone.`;
  return html`<p class="cap">${keys}${weight}${zh ? "" : " "}${rule}${floor}</p>`;
}

function waitingChart(context: PageContext, { delay, costOfWaiting }: TimingData): HTMLElement {
  const { lang, format: f, say } = context;
  const zh = lang === "zh";
  // short: five of them stand side by side on a phone
  const people = (count: string) => (zh ? `${count} 人` : count.startsWith("<") ? `n ${count}` : `n = ${count}`);
  const most = Math.max(...delay.map((bin) => bin.costOfWaiting ?? 0));
  const write = most < context.playbook.money.large[lang].factor ? f.money : f.largeMoney;
  const amount = (value: number | null) => (value === null ? "–" : write(value));
  return columnChart(context, {
    name: zh ? "按越线后天数，再拖一周少留的价值" : "Value lost by another week, by days since crossing",
    bars: delay.map((bin) => ({
      label: say(binLabel(bin)),
      value: bin.costOfWaiting ?? 0,
      text: amount(bin.costOfWaiting),
      note: people(countText(f, bin.customers)),
      isMarked: true,
    })),
    tick: write,
    width: 546,
    table: {
      head: zh
        ? ["越线后", "人数", "本周联系可多留", "再拖一周少留"]
        : ["Since crossing", "Customers", "Gain if contacted this week", "Lost by another week"],
      rows: [
        ...delay.map((bin) => [
          say(binText(bin)),
          countText(f, bin.customers),
          amount(bin.gain),
          amount(bin.costOfWaiting),
        ]),
        [zh ? "合计" : "Total", "", "", write(costOfWaiting)],
      ],
    },
  });
}

function contactChart(context: PageContext, { contact, window: [from, to] }: TimingData): HTMLElement {
  const { lang, format: f, say } = context;
  const zh = lang === "zh";
  return columnChart(context, {
    name: zh ? "从越线到联系的天数，人数" : "Days from crossing to contact, customers",
    bars: contact.bins.map((bin) => ({
      label: say(binLabel(bin)),
      value: countValue(bin.customers),
      text: countText(f, bin.customers),
      isMarked: bin.fromDays >= from && bin.fromDays < to,
    })),
    tick: (value) => f.count(value),
    width: 546,
    table: {
      head: zh ? ["越线到联系", "人数"] : ["Days to contact", "Customers"],
      rows: [
        ...contact.bins.map((bin) => [say(binText(bin)), countText(f, bin.customers)]),
        [zh ? "合计" : "Total", countText(f, contact.contacted)],
        [zh ? "中位数（天）" : "Median, days", contact.medianDays === null ? "–" : f.count(contact.medianDays)],
      ],
    },
  });
}

function unknownNote({ lang, format: f }: PageContext, { unknownTier }: TimingData): HTMLElement {
  const zh = lang === "zh";
  const use = zh
    ? "“决策采用”按精度给发布值与实测值加权：发布值的误差按它自身大小算，实测越准，占比越高。未满期的不算结果。"
    : "In use: published and measured weighed by precision; the published figure's error counts as large as itself, so precise outcomes take over. Pending customers are no outcome yet.";
  const unknown =
    unknownTier === 0
      ? ""
      : zh
        ? `另有 ${countText(f, unknownTier)} 次干预早于首次评分，不知属于哪层，没有计入。`
        : ` ${countText(f, unknownTier)} interventions came before the first score, so their tier is not known; they are left out.`;
  return html`<p class="cap">${use}${unknown}</p>`;
}

function agreementText({ lang, format: f, playbook }: PageContext, found: ReturnType<typeof curveAgreement>): string {
  const zh = lang === "zh";
  if (!found) return "";
  const rate = f.percent(found.tableRate, 1);
  const isPlaceholder = playbook.winback.source === "placeholder";
  const source = zh ? (isPlaceholder ? "占位值" : "发布稿") : isPlaceholder ? "The placeholders" : "The published plan";
  const last = f.percent(found.lastRate);
  const floor = f.percent(found.floor, 2);
  const below = found.lastRate < found.floor;
  const day = found.day === null ? null : f.decimal(found.day, 1);
  if (zh)
    return `${source}的分层留存率里，两个最高层平均 ${rate}${day ? `，相当于曲线上第 ${day} 天` : "，曲线上没有对应的一天"}${below ? `；曲线第 ${found.lastDay} 天的 ${last}，又低于什么都不做的 ${floor}，低于零点的部分按零计` : ""}。两份都照原样保留，用自己的结果来替换。`;
  return `${source}: the two top tiers average ${rate} in the tier table${day ? `, which the curve gives at day ${day}` : ", which the curve never gives"}${below ? `; the curve's ${last} at day ${found.lastDay} is below the ${floor} of doing nothing, and counts as no effect` : ""}. Both are kept as they are until own outcomes replace them.`;
}

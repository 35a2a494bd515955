import { html } from "htl";
import type { ModelData } from "../../pageData.js";
import type { Lang, Text } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { featureName } from "../customer/featureName.js";
import {
  calibrationFinding,
  challengersFinding,
  driftFinding,
  earlyFinding,
  liftFinding,
  modelFinding,
  profitFinding,
  segmentsFinding,
  shapesFinding,
  weeksFinding,
} from "../findings/model.js";
import { format, headingText } from "../format.js";
import { gateLight } from "../gateLights.js";
import { inSlices, nextFrame } from "../inSlices.js";
import { pairMap } from "../model/pairMap.js";
import { reliabilityChart } from "../model/reliabilityChart.js";
import { shapeChart } from "../model/shapeChart.js";
import { shareChart } from "../model/shareChart.js";
import { challengersTable, driftTable, earlyTable, emptyNote, identityTable, segmentsTable } from "../model/tables.js";
import { weeksChart } from "../model/weeksChart.js";
import { dataDate, dataNotices } from "../runLine.js";

export { inTurn } from "../inTurn.js";
export { readData } from "../sealed/readData.js";

/** Is the score any good: the evidence a sceptic asks for, and what the model has learnt. */
export function model(data: ModelData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const name = (feature: string) => featureName(context.playbook, feature);
  const money = (value: number): Text => ({
    zh: format("zh", context.playbook.money).money(value),
    en: format("en", context.playbook.money).money(value),
  });
  const heading = (finding: Text) => headingText(finding[lang], lang);
  return {
    get notices() {
      return dataNotices(context);
    },
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    get date() {
      return dataDate(context);
    },
    finding: {
      get page() {
        return heading(modelFinding(data));
      },
      get challengers() {
        return heading(challengersFinding(data));
      },
      get calibration() {
        return heading(calibrationFinding(data));
      },
      get lift() {
        return heading(liftFinding(data));
      },
      get profit() {
        return heading(profitFinding(data, money));
      },
      get early() {
        return heading(earlyFinding(data));
      },
      get weeks() {
        return heading(weeksFinding(data));
      },
      get segments() {
        return heading(segmentsFinding(data));
      },
      get shapes() {
        return heading(shapesFinding(data, name));
      },
      get drift() {
        return heading(driftFinding(data, name));
      },
    },
    get leaks() {
      return leaks(context, data);
    },
    get gate() {
      return gate(context, data);
    },
    get challengers() {
      return challengersTable(context);
    },
    get reliability() {
      return reliability(context, data);
    },
    get lift() {
      return lift(context, data);
    },
    get profit() {
      return profit(context, data);
    },
    get early() {
      return earlyTable(context, data);
    },
    get weeks() {
      return (data.weeks?.weeks.filter(({ auc }) => auc).length ?? 0) > 1
        ? weeksChart(context, data.weeks!)
        : none(context);
    },
    get weeksNote() {
      return weeksNote(context, data);
    },
    get segments() {
      return segmentsTable(context, data);
    },
    get shapes() {
      return shapes(context, data);
    },
    get drift() {
      return driftTable(context, data);
    },
    get identity() {
      return identityTable(context, data);
    },
  };
}

function none({ lang }: PageContext): HTMLElement {
  return emptyNote(lang === "zh" ? "没有足够的结果可画。" : "There are too few outcomes to draw.");
}

function gate(context: PageContext, { gate: light }: ModelData): HTMLElement {
  const zh = context.lang === "zh";
  if (!light) return none(context);
  const { state, needs } = light;
  const { count } = context.format;
  const waits =
    needs.outcomes === null
      ? zh
        ? "区间还跨着一条线；还差多少结果估不出来。"
        : "The interval still holds a line; how many more outcomes it takes cannot be told."
      : zh
        ? `还差约 ${count(needs.outcomes)} 个结果${needs.weeks === null ? "" : `，${count(needs.weeks)} 周`}。`
        : `About ${count(needs.outcomes)} more outcomes are needed${needs.weeks === null ? "" : `, ${count(needs.weeks)} weeks`}.`;
  const said = {
    GO: zh ? "可以照此推进。" : "The score is good enough to go on with.",
    STOP: zh ? "先停下，查数据和特征。" : "Stop and look at data and features first.",
    BETWEEN: zh
      ? "再等也不会变：需要新的特征或更干净的数据。"
      : "Waiting will not change it: new features or cleaner data would.",
    NOT_YET: waits,
  };
  return gateLight(context, { light, need: said[state] });
}

function leaks({ lang, playbook, format: f }: PageContext, { report }: ModelData): HTMLElement {
  const zh = lang === "zh";
  const found = report?.leaks ?? [];
  if (!report) return html`<p class="small"></p>`;
  if (!found.length)
    return html`<p class="small">
      ${zh ? "泄漏哨兵：没有哪项特征单独就能超过 0.95 的 AUC。" : "Leakage sentinel: no feature alone reaches an AUC above .95."}
    </p>`;
  const listed = found.map(({ feature, auc }) => `${featureName(playbook, feature)[lang]} ${f.decimal(auc, 3)}`);
  return html`<p class="small">
    <b>${zh ? "可能泄漏结局：" : "Likely to leak the outcome: "}</b>${listed.join(zh ? "、" : ", ")}${
      zh
        ? "。单独一项就这样准，多半是客户走了以后才写下的。"
        : ". A single feature this good was most likely written after the customer had left."
    }
  </p>`;
}

function reliability(context: PageContext, { report, run }: ModelData): HTMLElement {
  const { format: f, lang } = context;
  if (!report?.reliability.length) return none(context);
  const zh = lang === "zh";
  const error = report.calibrationError;
  const slope = run.model.evaluation?.calibration;
  const number = (value: number | null | undefined) => (typeof value === "number" ? f.decimal(value, 2) : "–");
  const points = (value: number) => f.decimal(value * 100, 1);
  const sizes = error
    ? zh
      ? `平均偏差（ECE）${points(error.ece)} 个百分点；完全校准的模型在这么多行上偶然也有 ${points(error.noiseFloor)}，最多 ${points(error.noiseHigh)}。`
      : `Expected calibration error ${points(error.ece)} points; a perfectly calibrated model of this size shows ${points(error.noiseFloor)} by chance, ${points(error.noiseHigh)} at most.`
    : "";
  return html`<div>
    ${reliabilityChart(context, report.reliability)}
    <p class="cap">
      ${sizes}
      ${zh ? `斜率 ${number(slope?.slope)}，截距 ${number(slope?.intercept)}。` : `Slope ${number(slope?.slope)}, intercept ${number(slope?.intercept)}.`}
    </p>
  </div>`;
}

function lift(context: PageContext, { report }: ModelData): HTMLElement {
  if (!report?.gains.length) return none(context);
  const { format: f, lang } = context;
  return shareChart(context, {
    name: lang === "zh" ? "找到的流失者" : "Leavers found",
    points: [{ share: 0, value: 0 }, ...report.gains.map(({ share, gain }) => ({ share, value: gain }))],
    write: (value) => f.percent(value),
    baseline: [0, 1],
  });
}

function profit(context: PageContext, { report }: ModelData): HTMLElement {
  const found = report?.profit;
  if (!found) return none(context);
  const { format: f, lang } = context;
  const zh = lang === "zh";
  const { best, expectedMaximum, ltv } = found;
  return html`<div>
    ${shareChart(context, {
      name: zh ? "每位客户的利润" : "Profit for each customer",
      points: found.curve.map(({ share, profit: value }) => ({ share, value })),
      write: (value) => f.money(value),
      mark: { share: best.share, value: best.profit, text: `${f.percent(best.share)} ${f.money(best.profit)}` },
    })}
    <p class="cap">
      ${
        zh
          ? `用方案自己的每人费用、各层增量和平均剩余价值 ${f.money(ltv)}；低风险层的常规触达只计费用。期望最大利润 ${f.money(expectedMaximum.profit)}，此时联系 ${f.percent(expectedMaximum.share)}：成功率不确定，按贝塔分布取平均。`
          : `With the playbook's own cost a head, effect by tier and a mean LTV of ${f.money(ltv)}; routine contact with the low tier only costs. Expected maximum profit ${f.money(expectedMaximum.profit)}, contacting ${f.percent(expectedMaximum.share)}: the success rate is uncertain and averaged over a beta distribution.`
      }
    </p>
  </div>`;
}

function weeksNote({ lang, format: f, run }: PageContext, { weeks }: ModelData): string {
  if (!weeks) return "";
  const zh = lang === "zh";
  const horizon =
    weeks.horizonDays === run.horizonDays
      ? ""
      : zh
        ? `看的是之后 ${weeks.horizonDays} 天内是否离开，因为更久的结果只有检验周才知道。`
        : ` Outcomes are those of the next ${weeks.horizonDays} days: longer ones are known for the test week alone.`;
  return zh
    ? `所用模型只学到 ${f.date(weeks.learntTo)} 为止已知的结果。${horizon}竖条是 95% 区间；相邻几周是同一批客户，不可当作独立的证据相加。`
    : `The model shown learnt from outcomes known by ${f.date(weeks.learntTo)} and nothing later.${horizon} Bars are 95% intervals; neighbouring weeks hold the same customers, so they are not separate evidence.`;
}

/** The longest part of the page: drawn a picture at a time. */
async function shapes(context: PageContext, { shapes: terms, pairs, run }: ModelData): Promise<HTMLElement> {
  const zh = context.lang === "zh";
  if (!terms.length)
    return emptyNote(
      run.model.kind === "trees"
        ? zh
          ? "本次由提升树评分：没有一条曲线能单独说明一项特征，每位客户的原因见客户页。"
          : "Boosted trees score this run: no single curve tells a feature's effect; see a customer's page for that customer's reasons."
        : zh
          ? "这个模型没有曲线可画。"
          : "This model has no curves to draw.",
    );
  const list = html`<div class="shapes"></div>`;
  await inSlices(figures(), { pause: nextFrame });
  return list;

  function* figures(): Iterable<void> {
    for (const term of terms) yield list.append(shapeChart(context, term));
    for (const pair of pairs) yield list.append(pairMap(context, pair));
  }
}

import { html } from "htl";
import { regionTable } from "../regionTable.js";
import { stackOnPhone } from "../stackOnPhone.js";
import type { Challenger, Interval, ModelData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { featureName } from "../customer/featureName.js";
import { modelName } from "../findings/model.js";

interface Cell {
  readonly text: string;
  readonly note?: string;
}

/** A plain table whose first column names the row. */
export function plainTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Cell)[])[],
): HTMLElement {
  const content = (cell: string | Cell) =>
    typeof cell === "string"
      ? cell
      : html`${cell.text}${cell.note ? html` <span class="note nb">${cell.note}</span>` : null}`;
  return stackOnPhone(
    regionTable(
      caption,
      head,
      rows.map((row) => row.map(content)),
    ),
  );
}

/** The three models on the same rows. */
export function challengersTable(context: PageContext): HTMLElement {
  const { lang, format: f, run } = context;
  const zh = lang === "zh";
  const { challengers = [], kind } = run.model;
  if (!challengers.length) return emptyNote(zh ? "没有足够的结果做检验。" : "There are too few outcomes for a test.");
  const order = ["logistic", "additive", "trees"];
  const sorted = [...challengers].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const signed = (value: number) => f.signed(f.decimal(value, 4), value);
  const difference = (one: Challenger): string | Cell =>
    one.kind === "additive"
      ? "–"
      : {
          text: signed(one.difference.value),
          note: range(signed(one.difference.low), signed(one.difference.high), lang),
        };
  return plainTable(
    zh ? "三个模型" : "The three models",
    zh
      ? ["模型", "AUC", "对数损失", "与加性模型之差", "Brier", "校准斜率"]
      : ["Model", "AUC", "Log loss", "Less the additive model", "Brier", "Slope"],
    sorted.map((one) => [
      { text: sentence(modelName(one.kind)[lang]), note: one.kind === kind ? (zh ? "评分用" : "scores") : undefined },
      { text: f.decimal(one.auc.value, 3), note: interval(context, one.auc) },
      f.decimal(one.logLoss, 4),
      difference(one),
      f.decimal(one.brier, 4),
      one.slope === null ? "–" : f.decimal(one.slope, 2),
    ]),
  );
}

export function segmentsTable(context: PageContext, { report }: ModelData): HTMLElement {
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  if (!report?.segments.length) return emptyNote(zh ? "没有分类特征。" : "There is no category to split by.");
  return plainTable(
    zh ? "按客户群" : "By segment",
    zh
      ? ["客户群", "行数", "流失", "实际", "平均预测", "AUC"]
      : ["Segment", "Rows", "Left", "Really left", "Mean predicted", "AUC"],
    report.segments.map(({ feature, level, rows, events, rate, meanP, auc }) => [
      {
        text: level ?? (zh ? "缺失" : "missing"),
        note: featureName(playbook, feature)[lang],
      },
      typeof rows === "number" && rows < 50 ? { text: f.count(rows), note: zh ? "少" : "few" } : count(context, rows),
      count(context, events),
      rate === null ? "–" : f.percent(rate, 1),
      f.percent(meanP, 1),
      auc ? { text: f.decimal(auc.value, 3), note: interval(context, auc) } : "–",
    ]),
  );
}

/** What names the model: who trained it from what, how large it is, and those before it. */
export function identityTable(context: PageContext, { facts, trainedAsOf, models }: ModelData): HTMLElement {
  const { lang, format: f, run } = context;
  const zh = lang === "zh";
  const { id, kind, trainedRows, trainedEvents, trainedFrom, trainedTo, evaluation } = run.model;
  const protocols = {
    out_of_time: zh ? "时间外：一周谁也没见过的客户" : "out of time: one week that no fit has seen",
    customer_folds: zh ? "历史太短，按客户分折" : "folds of whole customers, for want of history",
    out_of_fold: zh ? "单张表，折外评分" : "a flat table, out of fold",
  };
  const lines: [string, string][] = [
    [zh ? "编号" : "Id", id],
    [zh ? "种类" : "Kind", sentence(modelName(kind)[lang])],
    [zh ? "训练于" : "Trained at", trainedAsOf ? f.date(trainedAsOf) : "–"],
    [
      zh ? "学自" : "Learnt from",
      `${f.count(trainedRows)} ${zh ? "行，其中流失" : "rows, lost"} ${f.count(trainedEvents)}${trainedFrom && trainedTo ? `${zh ? "；" : "; "}${f.date(trainedFrom)} – ${f.date(trainedTo)}` : ""}`,
    ],
    [
      zh ? "检验" : "Tested",
      evaluation
        ? `${protocols[evaluation.protocol]}${evaluation.testWeek ? `${zh ? "，" : ", "}${f.date(evaluation.testWeek)}` : ""}`
        : "–",
    ],
  ];
  if (facts)
    lines.push(
      [
        zh ? "内容" : "Holds",
        zh
          ? `${f.count(facts.features)} 项特征${facts.pairs ? `，${f.count(facts.pairs)} 组交互` : ""}${facts.trees ? `，${f.count(facts.trees)} 棵树` : ""}；压缩后 ${f.decimal(facts.bytes / 1000, 0)} kB`
          : `${f.count(facts.features)} features${facts.pairs ? `, ${f.count(facts.pairs)} pairs` : ""}${facts.trees ? `, ${f.count(facts.trees)} trees` : ""}; ${f.decimal(facts.bytes / 1000, 0)} kB gz`,
      ],
      [
        zh ? "校准器" : "Calibrator",
        facts.calibrator
          ? `${f.decimal(facts.calibrator.intercept, 3)} + ${f.decimal(facts.calibrator.slope, 3)} × log-odds`
          : zh
            ? "不需要"
            : "none needed",
      ],
    );
  if (models.length > 1)
    lines.push([
      zh ? "历任模型" : "Models so far",
      models.map((one) => `${one.id}${one.auc ? ` (${f.decimal(one.auc.value, 3)})` : ""}`).join(zh ? "、" : ", "),
    ]);
  return html`<table>
    <tbody>
      ${lines.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="wrap">${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function earlyTable(context: PageContext, { early }: ModelData): HTMLElement {
  const { lang, format: f, run, playbook } = context;
  const zh = lang === "zh";
  if (!early)
    return emptyNote(
      playbook.earlyWarningDays
        ? zh
          ? "结果还不够多：检验周里流失与留存各需至少 20 人。"
          : "Too few outcomes: at least 20 lost and 20 staying are needed in its test week."
        : zh
          ? `期限只有 ${run.horizonDays} 天，本身就是预警。`
          : `The horizon is ${run.horizonDays} days: the score is an early warning itself.`,
    );
  const { evaluation } = run.model;
  const line = (
    days: number,
    one: {
      auc: Interval;
      brier: number;
      testWeek: string | null;
      rows: number;
      events: number;
      calibration?: { slope: number };
    },
  ) => [
    zh ? `${days} 天` : `${days} days`,
    one.testWeek ? f.date(one.testWeek) : "–",
    { text: f.decimal(one.auc.value, 3), note: interval(context, one.auc) },
    f.decimal(one.brier, 4),
    typeof one.calibration?.slope === "number" ? f.decimal(one.calibration.slope, 2) : "–",
    `${f.count(one.rows)} / ${f.count(one.events)}`,
  ];
  return plainTable(
    zh ? "两种期限" : "Two horizons",
    zh
      ? ["期限", "检验周", "AUC", "Brier", "校准斜率", "行数 / 流失"]
      : ["Horizon", "Test week", "AUC", "Brier", "Slope", "Rows / left"],
    [line(early.horizonDays, early), ...(evaluation ? [line(run.horizonDays, evaluation)] : [])],
  );
}

export function driftTable({ lang, format: f, playbook }: PageContext, { drift }: ModelData): HTMLElement {
  const zh = lang === "zh";
  if (!drift)
    return emptyNote(
      zh
        ? "本周还没有与训练数据比较的结果；不是没有漂移，是还没有量。"
        : "This week has not been compared with the training data: that is no sign of stability.",
    );
  const read = (psi: number) =>
    psi < 0.1 ? (zh ? "稳定" : "stable") : psi < 0.25 ? (zh ? "有变化" : "moved") : zh ? "已漂移" : "shifted";
  return plainTable(
    zh ? "漂移" : "Drift",
    zh ? ["特征", "PSI", "读法"] : ["Feature", "PSI", "Reading"],
    [...drift]
      .sort((a, b) => b.psi - a.psi)
      .slice(0, 12)
      .map(({ feature, psi }) => [featureName(playbook, feature)[lang], f.decimal(psi, 3), read(psi)]),
  );
}

export function emptyNote(text: string): HTMLElement {
  return html`<p class="empty">${text}</p>`;
}

function interval({ format: f }: PageContext, { low, high }: Interval): string {
  return f.range(f.decimal(low, 3), f.decimal(high, 3));
}

function range(low: string, high: string, lang: string): string {
  return `${low}${lang === "zh" ? " 到 " : " to "}${high}`;
}

function count({ format: f }: PageContext, value: number | "<5"): string {
  return typeof value === "number" ? f.count(value) : value;
}

const sentence = (text: string): string => text.replace(/^the /, "").replace(/^./, (first) => first.toUpperCase());

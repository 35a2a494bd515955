import { html } from "htl";
import type { CeoData } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { table } from "./table.js";

type Row = readonly [name: string, value: string];

const protocols = {
  out_of_time: {
    zh: "时间外：最近一个已知结果的周，每位客户一行",
    en: "out of time: the last labelled week, one row a customer",
  },
  customer_folds: {
    zh: "按客户分折：历史不够做时间外检验",
    en: "customer-grouped folds: too little history for a test out of time",
  },
  out_of_fold: { zh: "折外：宽表没有时间", en: "out of fold: a flat table has no time" },
};

const kinds = {
  logistic: { zh: "逻辑回归", en: "logistic regression" },
  additive: { zh: "加性提升模型", en: "additive boosted model" },
  trees: { zh: "提升树", en: "boosted trees" },
};

const methods = {
  calibrated: {
    zh: "用各评分周之后 30 天的实际流失重新校准",
    en: "recalibrated on who really left within 30 days of earlier scored weeks",
  },
  horizon: { zh: "即模型自身的期限", en: "the model's own horizon" },
  constant_hazard: { zh: "按恒定风险折算（资料不足以校准）", en: "constant hazard (too little data to calibrate)" },
};

/** What the churn model is, on what it was trained, and how it did on rows it had not seen. */
export function modelTable(context: PageContext, { next30 }: CeoData): HTMLElement {
  const { lang, say, run, format: f } = context;
  const zh = lang === "zh";
  const { model } = run;
  const rows: Row[] = [
    [
      zh ? "模型" : "Model",
      model.id === "none" ? "–" : `${model.id}，${say(kinds[model.kind])}`.replace("，", zh ? "，" : ", "),
    ],
    [
      zh ? "训练数据" : "Trained on",
      zh
        ? `${f.count(model.trainedRows)} 行，流失 ${f.count(model.trainedEvents)} 行${model.trainedFrom ? `，${f.date(model.trainedFrom)} 至 ${f.date(model.trainedTo!)}` : ""}`
        : `${f.count(model.trainedRows)} rows, ${f.count(model.trainedEvents)} lost${model.trainedFrom ? `, ${f.date(model.trainedFrom)} to ${f.date(model.trainedTo!)}` : ""}`,
    ],
    ...testRows(context),
    [zh ? "未来 30 天流失" : "Losses in 30 days", say(methods[next30.method])],
    ...(model.note ? [[zh ? "说明" : "Note", say(model.note)] satisfies Row] : []),
  ];
  return table(
    zh ? "流失概率" : "Churn probability",
    [{ text: zh ? "项目" : "Item" }, { text: zh ? "本次运行" : "This run" }],
    rows.map(
      ([name, value]) =>
        html`<tr>
          <th scope="row">${name}</th>
          <td class="wrap">${value}</td>
        </tr>`,
    ),
  );
}

function testRows({ lang, say, run, format: f }: PageContext): readonly Row[] {
  const zh = lang === "zh";
  const test = run.model.evaluation;
  if (!test) return [];
  const comma = zh ? "，" : ", ";
  const week = test.testWeek ? (zh ? `（${f.date(test.testWeek)}）` : ` (${f.date(test.testWeek)})`) : "";
  const interval = f.range(f.decimal(test.auc.low, 3), f.decimal(test.auc.high, 3));
  return [
    [zh ? "检验办法" : "Test", `${say(protocols[test.protocol])}${week}`],
    [
      zh ? "检验样本" : "Test rows",
      zh
        ? `${f.count(test.rows)} 行，流失 ${f.count(test.events)} 行`
        : `${f.count(test.rows)} rows, ${f.count(test.events)} lost`,
    ],
    ["AUC", `${f.decimal(test.auc.value, 3)}${comma}${zh ? "95% 区间" : "95% interval"} ${interval}`],
    ["Brier", f.decimal(test.brier, 4)],
    [
      zh ? "校准斜率与截距" : "Calibration slope, intercept",
      `${f.decimal(test.calibration.slope, 2)}${comma}${f.decimal(test.calibration.intercept, 2)}`,
    ],
  ];
}

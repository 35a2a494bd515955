import { html } from "htl";
import { names, parse, toReadable } from "../../model/expression/index.js";
import { evaluateRoi, presetTable, roiModel, withMeasured, type RoiModel, type Values } from "../../model/roi/index.js";
import { winback } from "../../model/winback.js";
import type { CeoData } from "../../pageData.js";
import { tierIds, type Lang, type Text } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { figure } from "../figure.js";
import { roiReceipt, writeUnit } from "../roiReceipt.js";
import { dataDate, dataNotices } from "../runLine.js";
import { stackOnPhone } from "../stackOnPhone.js";
import { tierMark } from "../tierMark.js";

const words = {
  assumptions: { zh: "ROI 模型：假设", en: "ROI model: assumptions" },
  formulas: { zh: "ROI 模型：公式", en: "ROI model: formulas" },
};

/** Every formula with its live values, units and sources. */
export function method(data: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const model = roiModel(playbook);
  const measured = withMeasured(model, data.tiers);
  const values = evaluateRoi(measured);
  return {
    notices: dataNotices(context),
    date: dataDate(context),
    playbook: html`<b>${context.say(playbook.name)}</b>`,
    health: healthTable(context),
    signals: signalTable(context),
    model: modelTable(context, data),
    tiers: tierRules(context),
    curve: curveTable(context),
    presets: presets(context, model),
    disagreements: html`<ul class="prose">
      ${playbook.disagreements.map((text) => html`<li>${context.say(text)}</li>`)}
    </ul>`,
    assumptions: nodeTable(
      context,
      words.assumptions,
      measured,
      values,
      (id) => !measured.formulas.some((one) => one.id === id),
    ),
    formulas: nodeTable(context, words.formulas, measured, values, (id) =>
      measured.formulas.some((one) => one.id === id),
    ),
  };
}

/** A table of the page, by rows that begin with their heading. */
function table(
  label: string,
  head: readonly { text: string; isNumber?: boolean }[],
  rows: readonly HTMLElement[],
): HTMLElement {
  return stackOnPhone(
    html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            ${head.map(({ text, isNumber }) => html`<th scope="col" class=${isNumber ? "num" : null}>${text}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  );
}

/** Column names of the mart in the words of the playbook, where it has them. */
function nameOf({ playbook, lang }: PageContext): (id: string) => string {
  return (id) => playbook.features.find((feature) => feature.id === id)?.label[lang] ?? id;
}

function healthTable(context: PageContext): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  return table(
    zh ? "健康分" : "Health score",
    [
      { text: zh ? "分量" : "Component" },
      { text: zh ? "权重" : "Weight", isNumber: true },
      { text: zh ? "公式（0–100）" : "Formula (0–100)" },
      { text: zh ? "输入" : "Inputs" },
    ],
    playbook.health.components.map(({ label, weight, formula }) => {
      const tree = parse(formula);
      return html`<tr>
        <th scope="row">${say(label)}</th>
        <td class="num">${f.decimal(weight, 2)}</td>
        <td class="mono wrap">${formula}</td>
        <td class="small wrap">
          ${names(tree)
            .map(nameOf(context))
            .join(zh ? "、" : ", ")}
        </td>
      </tr>`;
    }),
  );
}

function signalTable(context: PageContext): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  return table(
    zh ? "风险信号与机会" : "Risk factors and opportunities",
    [{ text: zh ? "写法" : "Wording" }, { text: zh ? "条件" : "Condition" }],
    [...playbook.riskFactors, ...playbook.opportunities].map(
      ({ phrase, when }) =>
        html`<tr>
          <th scope="row">${say(phrase).replace(/\{\w+\}/g, "…")}</th>
          <td class="mono wrap">${toReadable(parse(when), nameOf(context))}</td>
        </tr>`,
    ),
  );
}

function modelTable({ lang, say, run, format: f }: PageContext, { next30 }: CeoData): HTMLElement {
  const zh = lang === "zh";
  const { model } = run;
  const test = model.evaluation;
  const protocol = {
    out_of_time: {
      zh: "时间外：最近一个已知结果的周，每位客户一行",
      en: "out of time: the last labelled week, one row a customer",
    },
    customer_folds: {
      zh: "按客户分折：历史不够做时间外检验",
      en: "customer-grouped folds: too little history for a test out of time",
    },
    out_of_fold: { zh: "折外：平表没有时间", en: "out of fold: a flat table has no time" },
  };
  const kinds = {
    logistic: { zh: "逻辑回归", en: "logistic regression" },
    additive: { zh: "可加提升模型", en: "additive boosted model" },
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
  const rows: [string, string][] = [
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
    ...(test
      ? ([
          [
            zh ? "检验办法" : "Test",
            `${say(protocol[test.protocol])}${test.testWeek ? (zh ? `（${f.date(test.testWeek)}）` : ` (${f.date(test.testWeek)})`) : ""}`,
          ],
          [
            zh ? "检验样本" : "Test rows",
            zh
              ? `${f.count(test.rows)} 行，流失 ${f.count(test.events)} 行`
              : `${f.count(test.rows)} rows, ${f.count(test.events)} lost`,
          ],
          [
            "AUC",
            `${f.decimal(test.auc.value, 3)}${zh ? "，95% 区间 " : ", 95% interval "}${f.range(f.decimal(test.auc.low, 3), f.decimal(test.auc.high, 3))}`,
          ],
          ["Brier", f.decimal(test.brier, 4)],
          [
            zh ? "校准斜率与截距" : "Calibration slope, intercept",
            `${f.decimal(test.calibration.slope, 2)}${zh ? "，" : ", "}${f.decimal(test.calibration.intercept, 2)}`,
          ],
        ] as [string, string][])
      : []),
    [zh ? "未来 30 天流失" : "Losses in 30 days", say(methods[next30.method])],
    ...(model.note ? ([[zh ? "说明" : "Note", say(model.note)]] as [string, string][]) : []),
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

function tierRules(context: PageContext): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  return table(
    zh ? "风险层与动作" : "Tiers and actions",
    [
      { text: zh ? "风险层" : "Tier" },
      { text: zh ? "概率" : "Probability" },
      { text: zh ? "典型信号" : "Typical sign" },
      { text: zh ? "动作" : "Action" },
    ],
    tierIds.map((tier, i) => {
      const { above, typicalSign, actions } = playbook.tiers[tier];
      const upper = i ? playbook.tiers[tierIds[i - 1]!].above : undefined;
      const bounds =
        i === tierIds.length - 1
          ? `≤ ${upper}`
          : upper === undefined
            ? `> ${above}`
            : `> ${above}，≤ ${upper}`.replace("，", zh ? "，" : ", ");
      return html`<tr>
        <th scope="row">${tierMark(context, tier)}</th>
        <td class="nb">p ${bounds}</td>
        <td class="wrap">${say(typicalSign)}</td>
        <td class="wrap">${actions.map(say).join(zh ? "；" : "; ")}</td>
      </tr>`;
    }),
  );
}

function curveTable({ lang, say, playbook, format: f }: PageContext): HTMLElement {
  const zh = lang === "zh";
  const curve = winback(playbook.winback);
  return table(
    zh ? "时效曲线" : "Win-back curve",
    [
      { text: zh ? "越线后天数" : "Days after crossing", isNumber: true },
      { text: zh ? "留存率" : "Stay rate", isNumber: true },
      { text: zh ? "时效 g" : "Effect g", isNumber: true },
      { text: zh ? "客户的说法" : "What customers say" },
    ],
    playbook.winback.curve.map(
      ({ days, stayRate, note }) =>
        html`<tr>
          <th scope="row" class="num">${days}</th>
          <td class="num">${f.percent(stayRate)}</td>
          <td class="num">${f.decimal(curve(days).effect, 3)}</td>
          <td>${say(note)}</td>
        </tr>`,
    ),
  );
}

function presets(context: PageContext, model: RoiModel): HTMLElement {
  const { lang, say, playbook } = context;
  const zh = lang === "zh";
  const { columns, lines } = presetTable(model, playbook.roi.presets);
  const cell = (column: (typeof columns)[number], id: string, unit: RoiModel["assumptions"][number]["unit"]) =>
    html`<td class="num">
      ${figure(context, id === "payback" ? context.format.decimal(column.values[id]!, 2) : id === "roi" ? context.format.percent(column.values[id]!, 1) : writeUnit(context.format, column.values[id]!, unit), () => roiReceipt(context, model, column.values, id))}
    </td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "各种算法" : "Readings"}>
    <table class="readings">
      <thead>
        <tr>
          <td></td>
          ${columns.map(({ preset }) => html`<th scope="col" class="num"><b>${say(preset.label)}</b><br /><span class="note">${say(preset.note)}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ node }) =>
            html`<tr>
              <th scope="row">${node.label[lang]}</th>
              ${columns.map((column) => cell(column, node.id, node.unit))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function nodeTable(
  context: PageContext,
  name: Text,
  model: RoiModel,
  values: Values,
  isShown: (id: string) => boolean,
): HTMLElement {
  const { lang } = context;
  const zh = lang === "zh";
  const nodes = [...model.nodes.values()].filter(({ id }) => isShown(id) && Number.isFinite(values[id]));
  return table(
    name[lang],
    [
      { text: zh ? "名称" : "Name" },
      { text: zh ? "现值" : "Value now", isNumber: true },
      { text: zh ? "公式或来源" : "Formula or source" },
    ],
    nodes.map((node) => {
      const formula = "formula" in node && typeof node.formula === "string" ? node.formula : undefined;
      const receipt = () => roiReceipt(context, model, values, node.id);
      return html`<tr>
        <th scope="row">${node.label[lang]} <span class="note mono">${node.id}</span></th>
        <td class="num">${figure(context, writeUnit(context.format, values[node.id]!, node.unit), receipt)}</td>
        <td class=${formula ? "mono wrap" : "wrap"}>${formula ?? node.source[lang]}</td>
      </tr>`;
    }),
  );
}

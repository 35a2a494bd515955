import { html } from "htl";
import type { CeoData, WeekData } from "../../pageData.js";
import type { Lang, Playbook, Text } from "../../playbooks/types.js";
import { allocationTable } from "../allocationTable.js";
import { pageContext, type PageContext } from "../context.js";
import {
  allocationFinding,
  auditFinding,
  changeFinding,
  newlyFinding,
  queueFinding,
  weekFinding,
} from "../findings/week.js";
import { format } from "../format.js";
import { moveTable } from "../moveTable.js";
import { queueTable } from "../queueTable.js";
import { dataDate, dataNotices } from "../runLine.js";
import { weeklyChart } from "../weeklyChart.js";
import { wordsFinding } from "../findings/words.js";
import { wordsTable } from "../wordsTable.js";
import { onlyForTeams } from "./customers.js";

export { inTurn } from "../inTurn.js";
export { readData } from "../sealed/readData.js";

/** How the queue is ranked, as the playbook sets it. */
const queueOrder: Readonly<Record<Playbook["queue"]["order"], Text>> = {
  cost_of_waiting: {
    zh: "按等待代价排序：剩余价值 × 留存增量 × 再拖一周少掉的时效。时效已经归零的，代价也是零，排在后面。",
    en: "Ranked by the cost of waiting: remaining LTV × uplift × what another week takes from the effect. Where the effect is gone already, so is the cost, and the customer comes last.",
  },
  worst_health: {
    zh: "按健康分由低到高排序，同分的再比等待代价。",
    en: "Ranked by health score, the worst first; equal scores by the cost of waiting.",
  },
};

/** The team's page: who crossed the line, whom to contact, what changed, and whether the data can be trusted. */
export function thisWeek(data: WeekData, ceo: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const zh = lang === "zh";
  const hasMoney = ceo.tiers.some((tier) => tier.money !== null);
  const money = (value: number, language: Lang) => format(language, playbook.money).largeMoney(value);
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
        return weekFinding(data, playbook)[lang];
      },
      get newly() {
        return newlyFinding(
          data,
          ceo.history.slice(1, -1).map((week) => week.newlyAtRisk),
        )[lang];
      },
      get queue() {
        return queueFinding(data.queue, money)[lang];
      },
      get allocation() {
        return allocationFinding(ceo.allocation, money, hasMoney)[lang];
      },
      get change() {
        return changeFinding(data)[lang];
      },
      get words() {
        return wordsFinding(data.words)[lang];
      },
      get audit() {
        return auditFinding(data)[lang];
      },
    },
    get newly() {
      return weeklyChart(context, ceo.history.slice(1), {
        name: zh ? "新进风险" : "Newly at risk",
        value: (week) => week.newlyAtRisk,
        width: 1136,
      });
    },
    get queueOrder() {
      return queueOrder[playbook.queue.order][lang];
    },
    get queue() {
      return data.queue ? queueTable(context, data.queue) : onlyForTeams(lang);
    },
    get allocation() {
      return allocationTable(context, ceo.allocation, hasMoney);
    },
    get moves() {
      return moveTable(context, data);
    },
    get components() {
      return componentTable(context, data);
    },
    get words() {
      return wordsTable(context, data.words);
    },
    get tables() {
      return inputTables(context, data);
    },
    get audit() {
      return auditTable(context, data);
    },
    get rejects() {
      return rejectTable(context, data) ?? "";
    },
  };
}

function componentTable({ lang, say, playbook, format: f }: PageContext, { componentChanges }: WeekData): HTMLElement {
  const zh = lang === "zh";
  if (!componentChanges.length)
    return html`<p class="empty">${zh ? "没有可比的健康分量。" : "No health component can be compared."}</p>`;
  const label = (id: string) => playbook.health.components.find((component) => component.id === id)?.label;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${zh ? "健康分量" : "Health component"}</th>
        <th scope="col" class="num">${zh ? "平均变动" : "Mean change"}</th>
        <th scope="col" class="num">${zh ? "下降 1 分以上" : "Fell by 1 or more"}</th>
        <th scope="col" class="num">${zh ? "上升 1 分以上" : "Rose by 1 or more"}</th>
      </tr>
    </thead>
    <tbody>
      ${componentChanges.map(
        ({ id, mean, fell, rose }) =>
          html`<tr>
            <th scope="row">${label(id) ? say(label(id)!) : id}</th>
            <td class="num">${f.signed(f.decimal(mean, 2), mean)}</td>
            <td class="num">${f.heads(fell)}</td>
            <td class="num">${f.heads(rose)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function auditTable({ lang, say, format: f }: PageContext, { audit }: WeekData): HTMLElement {
  const zh = lang === "zh";
  const severity = {
    refuse: { zh: "拒绝", en: "refuse" },
    warn: { zh: "警告", en: "warning" },
    info: { zh: "记录", en: "note" },
  };
  const [grave, notes] = [
    audit.filter((one) => one.severity !== "info"),
    audit.filter((one) => one.severity === "info"),
  ];
  const table = (findings: WeekData["audit"]) =>
    html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "数据审计" : "Data audit"}>
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "表" : "Table"}</th>
            <th scope="col">${zh ? "级别" : "Level"}</th>
            <th scope="col">${zh ? "发现" : "Finding"}</th>
            <th scope="col" class="num">${zh ? "行数" : "Rows"}</th>
          </tr>
        </thead>
        <tbody>
          ${findings.map(
            (one) =>
              html`<tr>
                <th scope="row" class="mono">${one.table}${one.column ? `.${one.column}` : ""}</th>
                <td>${say(severity[one.severity])}</td>
                <td>
                  ${say(one.text)}${one.example ? html`<span class="note"> ${zh ? "例：" : "e.g. "}${one.example}</span>` : null}
                </td>
                <td class="num">${f.count(one.count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  return html`<div>
    ${grave.length ? table(grave) : null}
    <details class="behind">
      <summary>
        ${zh ? `${notes.length} 条记录：行数、空值、范围` : `${notes.length} notes: rows, nulls, ranges`}
      </summary>
      ${table(notes)}
    </details>
  </div>`;
}

function inputTables({ lang, format: f, run }: PageContext, { rejected }: WeekData): HTMLElement {
  const zh = lang === "zh";
  const missing = run.missingTables.length
    ? html`<p class="cap">
        ${zh ? `没有提供的表：${run.missingTables.join("、")}；依赖它们的分量算缺失，不算零。` : `Tables not given: ${run.missingTables.join(", ")}; what depends on them is missing, not zero.`}
      </p>`
    : null;
  return html`<div>
    <table>
      <thead>
        <tr>
          <th scope="col">${zh ? "输入表" : "Input table"}</th>
          <th scope="col" class="num">${zh ? "行" : "Rows"}</th>
          <th scope="col" class="num">${zh ? "剔除" : "Set aside"}</th>
        </tr>
      </thead>
      <tbody>
        ${rejected.map(
          (one) =>
            html`<tr>
              <th scope="row" class="mono">${one.table}</th>
              <td class="num">${f.count(one.rows)}</td>
              <td class="num">${f.count(one.rejected)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${missing}
    <p class="cap">
      ${zh ? `健康分平均覆盖率 ${f.percent(run.meanCoverage)}，${f.heads(run.withoutScore)} 位没有分数。` : `Mean coverage of health scores ${f.percent(run.meanCoverage)}; ${f.heads(run.withoutScore)} without a score.`}
    </p>
  </div>`;
}

function rejectTable({ lang, say, run, format: f }: PageContext, { rejects }: WeekData): HTMLElement | null {
  const zh = lang === "zh";
  if (!rejects.length) return null;
  const note = zh
    ? `显示 ${f.count(rejects.length)} 行，共剔除 ${f.count(run.customers.rejected)} 行；全部在数据仓库的 rejects 表里。`
    : `${f.count(rejects.length)} of ${f.count(run.customers.rejected)} rows shown; all of them are in the warehouse table rejects.`;
  return html`<div>
    <h3>${zh ? "剔除的行" : "Rows set aside"}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${zh ? "剔除的行" : "Rows set aside"}>
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "文件" : "File"}</th>
            <th scope="col" class="num">${zh ? "行号" : "Line"}</th>
            <th scope="col">${zh ? "列" : "Column"}</th>
            <th scope="col">${zh ? "值" : "Value"}</th>
            <th scope="col">${zh ? "原因" : "Reason"}</th>
          </tr>
        </thead>
        <tbody>
          ${rejects.map(
            (one) =>
              html`<tr>
                <th scope="row" class="mono">${one.file}</th>
                <td class="num">${one.line === null ? "–" : f.count(one.line)}</td>
                <td class="mono">${one.column ?? "–"}</td>
                <td class="mono"><span class="clip">${one.value ?? "–"}</span></td>
                <td>${say(one.reason)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="cap">${note}</p>
  </div>`;
}

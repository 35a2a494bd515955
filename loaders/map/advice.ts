import type { Audit } from "../audit.js";
import type { Playbook, Text } from "../../src/playbooks/types.js";
import type { IngestResult } from "../sources/ingest.js";

/** Customers who left, at least, for a model that can be told from chance with some certainty. */
const fewLost = 100;

/** What a run on these data would be missing, most telling first, each with what to add. */
export function advice(result: IngestResult, { refuse }: Audit, playbook: Playbook): readonly Text[] {
  const customers = result.tables.find(({ name }) => name === "customers");
  const lacks = (column: string) => customers?.absentColumns.includes(column) ?? true;
  const list: Text[] = [];
  if (refuse)
    list.push({
      zh: "数据审计没有通过，先改上面标“拒绝”的几项。",
      en: "The audit refuses the data: put right what is marked “refused” above.",
    });
  if (lacks("remaining_ltv"))
    list.push({
      zh: "没有剩余价值 remaining_ltv：涉及的金额和等待的代价算不出来，ROI 关口也不下结论。补上每个客户的剩余价值，排序才跟钱走。",
      en: "No remaining_ltv: money at stake and cost of waiting cannot be told, and the ROI gate gives no verdict. Add each customer's value, and the order follows the money.",
    });
  if (result.flat) list.push(...flatAdvice(result.flat));
  else list.push(...tablesAdvice(result, playbook));
  if (lacks("name") && lacks("contact_name"))
    list.push({
      zh: "没有客户名称：团队版页面只能显示编号。",
      en: "No name: pages for the team can show the id only.",
    });
  return list;
}

function flatAdvice({ lost, kept }: NonNullable<IngestResult["flat"]>): Text[] {
  const list: Text[] = [];
  if (lost < fewLost || kept < fewLost)
    list.push({
      zh: `只有 ${Math.min(lost, kept)} 个${lost < kept ? "流失" : "留下"}的客户，模型的把握会很小；至少要 ${fewLost} 个。`,
      en: `Only ${Math.min(lost, kept)} customers ${lost < kept ? "left" : "stayed"}: the model will be unsure; ${fewLost} or more are needed.`,
    });
  list.push({
    zh: "宽表没有时间：何时越线、等待的代价、趋势都算不出来。有带日期的明细（到店、使用、投诉）时，交一个文件夹，一张表一个文件。",
    en: "A flat table has no time: first crossings, cost of waiting and trends cannot be told. With dated records (visits, usage, complaints), hand in a folder, one file a table.",
  });
  return list;
}

function tablesAdvice({ missingTables, tables }: IngestResult, playbook: Playbook): Text[] {
  const list: Text[] = [];
  const missing = missingTables.filter((name) => name !== "interventions");
  if (missing.length)
    list.push({
      zh: `没有这些表：${missing.join("、")}。由它们计算的指标缺失，覆盖率降低；列名见 data/README.md。`,
      en: `No ${missing.join(", ")}: what is computed from them is missing, and coverage is lower; data/README.md lists their columns.`,
    });
  if (missingTables.includes("interventions"))
    list.push({
      zh: "没有干预记录 interventions：留存率只能用假设，不能实测。",
      en: "No interventions: stay rates stay assumed, and cannot be measured.",
    });
  const customers = tables.find(({ name }) => name === "customers");
  if (customers?.absentColumns.includes("ended_on"))
    list.push({
      zh: `没有流失日期 ended_on：不知道谁走了，模型学不到东西。补上它；${playbook.name.zh}看的是 ${playbook.horizonDays} 天内的流失。`,
      en: `No ended_on: nobody is known to have left, and no model can learn. Add it; this playbook looks ${playbook.horizonDays} days ahead.`,
    });
  return list;
}

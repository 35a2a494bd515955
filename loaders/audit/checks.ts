import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../../src/pageData.js";
import type { TableName, Text } from "../../src/playbooks/types.js";
import { row, sqlFile } from "../query.js";
import type { IngestResult } from "../sources/ingest.js";
import { finding, number } from "./finding.js";

export interface Check {
  /** File below `loaders/sql/checks`; returns one row a case, its `example`; none when all is well. */
  readonly id: string;
  readonly tables: readonly [TableName, ...TableName[]];
  readonly column: string;
  readonly text: Text;
}

/** Contradictions between columns or tables that each look right alone. */
export const checks: readonly Check[] = [
  {
    id: "customers_ids_collide",
    tables: ["customers"],
    column: "customer_id",
    text: {
      zh: "组客户编号只差大小写、全半角、空格或开头的零，是不是同一个客户？",
      en: "groups of customer ids that differ in case, width, blanks or leading zeros alone: the same customer?",
    },
  },
  {
    id: "customers_ended_before_started",
    tables: ["customers"],
    column: "ended_on",
    text: { zh: "个客户的流失日期早于开始日期", en: "customers ended before they started" },
  },
  {
    id: "tickets_resolved_before_opened",
    tables: ["tickets"],
    column: "resolved_at",
    text: { zh: "张工单的办结时间早于提交时间", en: "tickets resolved before they were opened" },
  },
  {
    id: "interventions_contacted_before_assigned",
    tables: ["interventions"],
    column: "contacted_on",
    text: { zh: "次干预的联系日期早于分派日期", en: "interventions contacted before they were assigned" },
  },
  {
    id: "visits_kind_unlisted",
    tables: ["visits", "service_kinds"],
    column: "kind",
    text: { zh: "种服务不在 service_kinds 表里", en: "kinds of visit that service_kinds does not list" },
  },
  {
    id: "feature_usage_feature_unlisted",
    tables: ["feature_usage", "features"],
    column: "feature",
    text: { zh: "项功能不在 features 表里", en: "features in use that features does not list" },
  },
  {
    id: "visits_after_end",
    tables: ["visits", "customers"],
    column: "date",
    text: { zh: "个客户在流失之后还有到店", en: "customers with a visit later than their end" },
  },
  {
    id: "usage_after_end",
    tables: ["usage", "customers"],
    column: "date",
    text: { zh: "个客户在流失之后还有使用", en: "customers with use later than their end" },
  },
];

/** Runs the checks whose tables are all there. */
export async function checkFindings(connection: DuckDBConnection, result: IngestResult): Promise<AuditFinding[]> {
  if (result.flat) return [];
  const present = new Set(result.tables.map(({ name }) => name));
  const list: AuditFinding[] = [];
  for (const { id, tables, column, text } of checks) {
    if (!tables.every((table) => present.has(table))) continue;
    const { count, example } = await row<{ count: number; example: string | null }>(
      connection,
      `select count(*) as count, min(example) as example from (${sqlFile(`checks/${id}`)})`,
    );
    if (count === 0) continue;
    list.push(
      finding(
        { id, severity: "warn", table: tables[0], column, count, example: example ?? undefined },
        // whose row it is stands in the example, which executive builds leave out
        `${number(count)} ${text.zh}`,
        `${number(count)} ${text.en}`,
      ),
    );
  }
  return list;
}

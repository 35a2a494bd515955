import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { row } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import type { IngestResult } from "../sources/ingest.js";
import { steadyTables } from "../sources/newestDate.js";
import { columnsFor, inputTable, type InputColumn } from "../sources/tables.js";
import { count as counted, finding, number, percent } from "./finding.js";

/** A table whose later rows are at least this share was exported after `as_of`, as when a past week is run again. */
const backtestShare = 0.01;

interface Dated {
  readonly table: string;
  /** Newest event not later than `as_of`. */
  readonly newest: string | null;
}

/** Freshness, and rows dated later than `as_of`, which nothing reads. */
export async function timeFindings(
  connection: DuckDBConnection,
  result: IngestResult,
  playbook: Playbook,
): Promise<AuditFinding[]> {
  const { asOf } = result;
  if (asOf === undefined) {
    return [
      finding(
        { id: "undated", severity: "info", table: "customers" },
        "数据没有日期，无法判断新旧",
        "nothing is dated, so its age is not known",
      ),
    ];
  }
  const list: AuditFinding[] = [];
  const dated: Dated[] = [];
  for (const { name, accepted } of result.flat ? [] : result.tables) {
    const events = columnsFor(inputTable(name), playbook.tables).filter((column) => column.event);
    for (const column of events) list.push(...(await futureFinding(connection, name, column, { asOf, accepted })));
    if (events.length > 0) dated.push({ table: name, newest: await newestUpTo(connection, name, events, asOf) });
  }
  return [...list, ...staleFindings(dated, asOf, playbook.audit.staleDays)];
}

async function futureFinding(
  connection: DuckDBConnection,
  table: string,
  { name: column }: InputColumn,
  { asOf, accepted }: { asOf: string; accepted: number },
): Promise<AuditFinding[]> {
  const day = `cast(${quoteIdentifier(column)} as date)`;
  const { count, newest } = await row<{ count: number; newest: string | null }>(
    connection,
    `select count(*) as count, strftime(max(${day}), '%Y-%m-%d') as newest from staging.${quoteIdentifier(table)}
     where ${day} > date ${quoteLiteral(asOf)}`,
  );
  if (count === 0) return [];
  const share = count / Math.max(1, accepted);
  return [
    finding(
      {
        id: "future_date",
        severity: share < backtestShare ? "warn" : "info",
        table,
        column,
        count,
        example: newest ?? undefined,
      },
      `${number(count)} 行（${percent(share)}）晚于 ${asOf}，本次不读取，最晚 ${newest}`,
      `${counted(count, "row")} (${percent(share)}) later than ${asOf} are not read; the latest is ${newest}`,
    ),
  ];
}

async function newestUpTo(
  connection: DuckDBConnection,
  table: string,
  events: readonly InputColumn[],
  asOf: string,
): Promise<string | null> {
  const days = events.map(({ name }) => `cast(${quoteIdentifier(name)} as date)`);
  const upTo = days.map((day) => `max(${day}) filter (${day} <= date ${quoteLiteral(asOf)})`);
  const { newest } = await row<{ newest: string | null }>(
    connection,
    `select strftime(greatest(${upTo.join(", ")}), '%Y-%m-%d') as newest from staging.${quoteIdentifier(table)}`,
  );
  return newest;
}

function staleFindings(dated: readonly Dated[], asOf: string, staleDays: number): AuditFinding[] {
  const age = (newest: string | null) =>
    newest === null ? Infinity : (Date.parse(asOf) - Date.parse(newest)) / 86_400_000;
  const overall =
    dated
      .flatMap(({ newest }) => newest ?? [])
      .sort()
      .at(-1) ?? null;
  const list: AuditFinding[] = [];
  if (dated.length > 0 && age(overall) > staleDays)
    list.push(stale({ severity: "refuse", table: "", newest: overall, age: age(overall) }, asOf, staleDays));
  for (const { table, newest } of dated) {
    if (steadyTables.includes(table) && age(newest) > staleDays)
      list.push(stale({ severity: "warn", table, newest, age: age(newest) }, asOf, staleDays));
  }
  return list;
}

interface Stale {
  readonly severity: "refuse" | "warn";
  readonly table: string;
  readonly newest: string | null;
  /** Days before `as_of`. */
  readonly age: number;
}

function stale({ severity, table, newest, age }: Stale, asOf: string, staleDays: number): AuditFinding {
  const zh =
    newest === null
      ? `没有 ${asOf} 及以前的数据`
      : `最新数据是 ${newest}，比 ${asOf} 早 ${age} 天，上限 ${staleDays} 天`;
  const en =
    newest === null
      ? `no row up to ${asOf}`
      : `the newest row is of ${newest}, ${counted(age, "day")} before ${asOf}; at most ${staleDays} allowed`;
  return finding(
    { id: "stale", severity, table, count: Number.isFinite(age) ? age : 0, example: newest ?? undefined },
    zh,
    en,
  );
}

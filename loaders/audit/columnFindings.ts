import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../../src/pageData.js";
import type { Playbook, TableName } from "../../src/playbooks/types.js";
import { row } from "../query.js";
import { quoteIdentifier } from "../sqlText.js";
import type { IngestedTable, IngestResult } from "../sources/ingest.js";
import { columnsFor, inputTable, type InputColumn } from "../sources/tables.js";
import { count as counted, finding, number, percent } from "./finding.js";

interface ColumnFigures {
  readonly nulls: number;
  readonly low: string | null;
  readonly high: string | null;
}

/** Empty cells and ranges of the columns that came. */
export async function columnFindings(
  connection: DuckDBConnection,
  result: IngestResult,
  playbook: Playbook,
): Promise<AuditFinding[]> {
  const list: AuditFinding[] = [];
  for (const table of result.tables) list.push(...(await tableColumns(connection, table, playbook.tables)));
  for (const { id, missing } of result.flat?.features ?? []) {
    if (missing > 0)
      list.push(nulls({ table: "customers", column: id, count: missing, rows: result.tables[0]?.rows ?? missing }));
  }
  return list;
}

async function tableColumns(
  connection: DuckDBConnection,
  table: IngestedTable,
  tables: readonly TableName[],
): Promise<AuditFinding[]> {
  const columns = columnsFor(inputTable(table.name), tables).filter(({ name }) => !table.absentColumns.includes(name));
  if (columns.length === 0 || table.accepted === 0) return [];
  const figures = await row<Record<string, ColumnFigures>>(
    connection,
    `select ${columns.map(figuresSql).join(", ")} from staging.${quoteIdentifier(table.name)}`,
  );
  return columns.flatMap(({ name: column }) => {
    const { nulls: count, low, high } = figures[column]!;
    const list = count > 0 ? [nulls({ table: table.name, column, count, rows: table.accepted })] : [];
    if (low === null || high === null) return list;
    const range = finding(
      {
        id: "range",
        severity: "info",
        table: table.name,
        column,
        count: table.accepted - count,
        example: `${low} – ${high}`,
      },
      `取值范围 ${low} 至 ${high}`,
      `values from ${low} to ${high}`,
    );
    return [...list, range];
  });
}

function figuresSql({ name, type }: InputColumn): string {
  const column = quoteIdentifier(name);
  const bound = (which: "min" | "max") => {
    if (type === "text" || type === "boolean") return "null::varchar";
    if (type === "date" || type === "timestamp") return `strftime(${which}(${column}), '%Y-%m-%d')`;
    // 0 and -0 are equal, and whichever came first is the bound: adding 0 makes both 0
    return `cast(${which}(${column}) + 0 as varchar)`;
  };
  return `{'nulls': count(*) - count(${column}), 'low': ${bound("min")}, 'high': ${bound("max")}} as ${column}`;
}

function nulls({
  table,
  column,
  count,
  rows,
}: {
  table: string;
  column: string;
  count: number;
  rows: number;
}): AuditFinding {
  const share = count / Math.max(1, rows);
  return finding(
    { id: "nulls", severity: "info", table, column, count },
    `${number(count)} 行为空（${percent(share)}）`,
    `empty in ${counted(count, "row")} (${percent(share)})`,
  );
}

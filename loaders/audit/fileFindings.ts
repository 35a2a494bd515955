import type { AuditFinding } from "../../src/pageData.js";
import type { IngestedTable, IngestResult } from "../sources/ingest.js";
import { nearestName } from "../sources/nearestName.js";
import { count as counted, finding, number } from "./finding.js";

/** What came and what did not: rows, missing tables, files and columns nobody asked for, encodings. */
export function fileFindings(result: IngestResult): AuditFinding[] {
  return [
    ...result.tables.flatMap(tableFindings),
    ...result.missingTables.map((table) =>
      finding(
        { id: "missing_table", severity: "info", table },
        `没有 ${table} 表：由它计算的指标缺失，覆盖率随之降低`,
        `no table ${table}: what is computed from it is missing, and coverage is lower`,
      ),
    ),
    ...result.ignored.map(({ name, nearest }) =>
      finding(
        { id: "ignored_file", severity: nearest ? "warn" : "info", table: nearest ?? "", example: name },
        `没有读取 ${name}：不是本剧本的表${nearest ? `，是不是 ${nearest}？` : ""}`,
        `${name} was not read: no table of this playbook${nearest ? `; did you mean ${nearest}?` : ""}`,
      ),
    ),
  ];
}

function tableFindings(table: IngestedTable): AuditFinding[] {
  const { name, rows, accepted, rejected, encodings } = table;
  const list = [
    finding(
      { id: "rows", severity: "info", table: name, count: accepted, example: table.files.slice(0, 5).join(", ") },
      `收到 ${number(rows)} 行，接受 ${number(accepted)} 行，剔除 ${number(rejected)} 行`,
      `${counted(rows, "row")}, ${number(accepted)} accepted, ${number(rejected)} set aside`,
    ),
    ...table.unknownColumns.map((column) => unknownColumn(table, column)),
  ];
  if (table.absentColumns.length > 0) {
    list.push(
      finding(
        {
          id: "absent_columns",
          severity: "info",
          table: name,
          count: table.absentColumns.length,
          example: table.absentColumns.join(", "),
        },
        `没有这些列：${table.absentColumns.join("、")}`,
        `columns not in the file: ${table.absentColumns.join(", ")}`,
      ),
    );
  }
  const other = encodings.filter((encoding) => !["utf-8", "parquet", "xlsx", "postgres"].includes(encoding));
  if (other.length > 0) {
    list.push(
      finding(
        { id: "encoding", severity: "info", table: name, example: other.join(", ") },
        `文件编码识别为 ${other.join("、")}`,
        `file encoding detected as ${other.join(", ")}`,
      ),
    );
  }
  if (rejected > 0 && table.placesAre !== "line") {
    list.push(
      finding(
        { id: "record_numbers", severity: "info", table: name, count: rejected },
        "剔除行的位置是记录序号，不是文件行号",
        "rows set aside are named by record number, not by line of the file",
      ),
    );
  }
  return list;
}

function unknownColumn({ name, absentColumns }: IngestedTable, column: string): AuditFinding {
  const nearest = nearestName(column, absentColumns);
  return finding(
    { id: "unknown_column", severity: nearest ? "warn" : "info", table: name, column, example: nearest },
    `不认识的列 ${column || "（空列名）"}，没有使用${nearest ? `，是不是 ${nearest}？` : ""}`,
    `unknown column ${column || "(no name)"}, not used${nearest ? `; did you mean ${nearest}?` : ""}`,
  );
}

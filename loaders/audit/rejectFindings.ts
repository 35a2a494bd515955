import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../../src/pageData.js";
import type { AuditLimits } from "../../src/playbooks/types.js";
import { rows } from "../query.js";
import type { IngestResult } from "../sources/ingest.js";
import { rejectReasonText } from "../sources/rejectReason.js";
import { count as counted, finding, number, percent } from "./finding.js";

interface RejectCount {
  readonly table_name: string;
  readonly column_name: string | null;
  readonly reason: string;
  readonly count: number;
  readonly example: string | null;
  readonly place: string;
}

/** Rows set aside, by reason and column; repeated keys and unknown customers are among them. */
export async function rejectFindings(connection: DuckDBConnection): Promise<AuditFinding[]> {
  const counts = await rows<RejectCount>(
    connection,
    `select table_name, column_name, reason, count(*) as count, first(value order by file, line) as example,
       first(file || ':' || line order by file, line) as place
     from staging.rejects group by table_name, column_name, reason order by count desc, table_name, column_name, reason`,
  );
  return counts.map(({ table_name: table, column_name: column, reason, count, example, place }) =>
    finding(
      {
        id: reason.split(":")[0] ?? reason,
        severity: "warn",
        table,
        column: column ?? undefined,
        count,
        example: example ?? undefined,
      },
      `剔除 ${number(count)} 行：${rejectReasonText(reason, "zh")}（首例 ${place}）`,
      `${counted(count, "row")} set aside: ${rejectReasonText(reason, "en")} (first ${place})`,
    ),
  );
}

/** Too large a share set aside: refused for customers, a warning elsewhere. No customer at all is refused too. */
export function rejectShareFindings(result: IngestResult, { maxRejectShare }: AuditLimits): AuditFinding[] {
  return result.tables.flatMap(({ name, rows, accepted, rejected }) => {
    if (name === "customers" && accepted === 0) {
      return finding(
        { id: "no_customers", severity: "refuse", table: name },
        "没有一行客户可用",
        "not one customer row can be used",
      );
    }
    const share = rows > 0 ? rejected / rows : 0;
    if (share <= maxRejectShare) return [];
    return finding(
      { id: "reject_share", severity: name === "customers" ? "refuse" : "warn", table: name, count: rejected },
      `剔除比例 ${percent(share)}，上限 ${percent(maxRejectShare)}`,
      `${percent(share)} of rows set aside, at most ${percent(maxRejectShare)} allowed`,
    );
  });
}

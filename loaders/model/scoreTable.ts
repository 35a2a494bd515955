import type { DuckDBConnection } from "@duckdb/node-api";
import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import { execute, row } from "../query.js";
import { appendDoubles } from "./appendDoubles.js";
import { readFrame, type FrameFeature } from "./readFrame.js";
import { scoreFrame } from "./scoreFrame.js";
import type { ScoreTask } from "./scoreTask.js";

export interface ScoredTable extends Pick<ScoreTask, "asked"> {
  /** A table, not a query. */
  readonly table: string;
  readonly features: readonly FrameFeature[];
  readonly target: string;
  /** Rows read at once; as many again are scored meanwhile. What a score takes does not grow with the customers. */
  readonly sliceRows?: number;
}

/**
 * Makes `target`, a temp table of doubles with a row for each of `table`, in its order: p as `c0`, or the contribution of
 * each feature as `c0`, `c1` and so on; one column of zeros for a model without features.
 */
export async function scoreTable(
  connection: DuckDBConnection,
  model: ChurnModel,
  { table, features, target, asked, sliceRows = 122_880 }: ScoredTable,
): Promise<void> {
  const count = asked === "probability" ? 1 : Math.max(1, features.length);
  const columns = Array.from({ length: count }, (_, c) => `c${c} double`);
  await execute(connection, `create or replace temp table ${target} (${columns.join(", ")})`);
  const { n } = await row<{ n: number }>(connection, `select count(*) as n from ${table}`);
  let scored: Promise<Float64Array[]> | undefined;
  for (let from = 0; from < n; from += sliceRows) {
    const slice = `select * from ${table} where rowid >= ${from} and rowid < ${from + sliceRows}`;
    // a slice is scored on other threads while this one reads the next; nothing is appended while rows are read
    const [frame, values] = await Promise.all([readFrame(connection, n > sliceRows ? slice : table, features), scored]);
    if (values) await appendDoubles(connection, target, values);
    scored = scoreFrame(model, frame, asked).then((of) => (of.length ? of : [new Float64Array(frame.rows)]));
  }
  if (scored) await appendDoubles(connection, target, await scored);
}

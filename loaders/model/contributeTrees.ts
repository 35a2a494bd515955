import type { DuckDBConnection } from "@duckdb/node-api";
import { churnBase, churnContributionColumns } from "../../src/model/churn/anyModel.js";
import type { TreesModel } from "../../src/model/churn/types.js";
import { rows } from "../query.js";
import { readFrame } from "./readFrame.js";

/**
 * Adds a week's contributions by boosted trees to the temp table `contribution`. Shapley values of trees are no SQL: the
 * week's rows are read, explained here and written back.
 */
export async function contributeTrees(
  connection: DuckDBConnection,
  model: TreesModel,
  { asOf, fold }: { asOf: string; fold?: number },
): Promise<void> {
  const joined = fold === undefined ? "" : "join fold using (customer_id, as_of)";
  const kept = fold === undefined ? "" : `and fold.fold = ${fold}`;
  const source = `select customer_week.* from customer_week ${joined} where as_of = date '${asOf}' ${kept} order by customer_id`;
  const ids = await rows<{ customer_id: string }>(
    connection,
    `select customer_id from (${source}) order by customer_id`,
  );
  const features = model.axes.map(({ feature, kind }) => ({
    id: feature,
    kind: kind === "levels" ? ("category" as const) : ("number" as const),
  }));
  const columns = churnContributionColumns(model, await readFrame(connection, source, features));
  const base = churnBase(model);
  const appender = await connection.createAppender("contribution", "main", "temp");
  const keys = columns.map(({ feature }, f) => `${f ? "," : "{"}${JSON.stringify(feature)}:`);
  ids.forEach(({ customer_id }, i) => {
    appender.appendVarchar(customer_id);
    appender.appendDouble(base);
    let text = "";
    columns.forEach(({ values }, f) => (text += `${keys[f]!}${Math.round(values[i]! * 1e6) / 1e6}`));
    appender.appendVarchar(`${text}}`);
    if (fold === undefined) appender.appendNull();
    else appender.appendInteger(fold);
    appender.endRow();
  });
  appender.closeSync();
}

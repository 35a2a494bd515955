import type { DuckDBConnection } from "@duckdb/node-api";
import { churnBase, churnFeatures, type ChurnModel } from "../../src/model/churn/anyModel.js";
import { execute } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { frameFeatures } from "./scoreRows.js";
import { scoreTable } from "./scoreTable.js";

/**
 * Adds a week's contributions, a JSON object a customer rounded to millionths, to the temp table `contribution`. They are
 * worked out by the very code that pages run; Shapley values of trees are no SQL.
 */
export async function contributeRows(
  connection: DuckDBConnection,
  model: ChurnModel,
  { asOf, fold }: { asOf: string; fold?: number },
): Promise<void> {
  const features = frameFeatures(model);
  const columns = ["customer_id", ...features.map(({ id }) => id)].map(quoteIdentifier);
  const joined = fold === undefined ? "" : "join fold using (customer_id, as_of)";
  const kept = fold === undefined ? "" : `and fold.fold = ${fold}`;
  await execute(
    connection,
    `create or replace temp table explained_rows as
     select ${columns.join(", ")} from customer_week ${joined} where as_of = date '${asOf}' ${kept}`,
  );
  const made = { table: "explained_rows", target: "explained_values" };
  await scoreTable(connection, model, { ...made, features, asked: "contributions" });
  const pairs = churnFeatures(model).map((id, c) => `${quoteLiteral(id)}, round(c${c}, 6)`);
  await execute(
    connection,
    `insert into contribution
     select customer_id, ${churnBase(model)}::double, json_object(${pairs.join(", ")}), ${fold ?? "null"}
     from explained_rows positional join explained_values;
     drop table explained_rows; drop table explained_values`,
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { churnBase, churnFeatures, type ChurnModel } from "../../src/model/churn/anyModel.js";
import { execute } from "../query.js";
import { quoteLiteral } from "../sqlText.js";
import { frameFeatures } from "./scoreRows.js";
import { scoreTable } from "./scoreTable.js";

export interface FoldModel {
  readonly model: ChurnModel;
  /** The rows that it scores; all of them where it is left out. */
  readonly fold?: number;
}

/**
 * Makes temp table `contribution` (customer_id, fold, base_log_odds, c0, c1, …): what each of {@link featuresOf} adds to
 * the log-odds of everybody in `customer_week`, null where a customer's model does not read it. It is worked out by the
 * very code that pages run; Shapley values of trees are no SQL.
 */
export async function contributeRows(connection: DuckDBConnection, models: readonly FoldModel[]): Promise<void> {
  const all = featuresOf(models);
  const columns = ["customer_id varchar", "fold integer", "base_log_odds double", ...all.map((_, c) => `c${c} double`)];
  await execute(connection, `create or replace temp table contribution (${columns.join(", ")})`);
  for (const { model, fold } of models) {
    const features = frameFeatures(model);
    const rowsOfFold = `select customer_week.* from customer_week join fold using (customer_id, as_of) where fold.fold = ${fold}`;
    if (fold !== undefined) await execute(connection, `create or replace temp table fold_week as ${rowsOfFold}`);
    const table = fold === undefined ? "customer_week" : "fold_week";
    await scoreTable(connection, model, { table, features, target: "contributed", asked: "contributions" });
    const values = features.map(({ id }, c) => `contributed.c${c} as c${all.indexOf(id)}`);
    const made = [
      "customer_id",
      `${fold ?? "null"} as fold`,
      `${churnBase(model)}::double as base_log_odds`,
      ...values,
    ];
    await execute(
      connection,
      `insert into contribution by name select ${made.join(", ")} from ${table} positional join contributed;
       drop table contributed; drop table if exists fold_week`,
    );
  }
}

/** A row of `contribution` as a JSON object, the features of its own model rounded to millionths; null where there is no model. */
export function contributionsSql(models: readonly FoldModel[]): string {
  const all = featuresOf(models);
  const cases = models.map(({ model, fold }) => {
    const pairs = churnFeatures(model).map((id) => `${quoteLiteral(id)}, round(contribution.c${all.indexOf(id)}, 6)`);
    const isOwn = fold === undefined ? "contribution.customer_id is not null" : `contribution.fold = ${fold}`;
    return `when ${isOwn} then json_object(${pairs.join(", ")})`;
  });
  return cases.length ? `case ${cases.join(" ")} end` : "null::json";
}

/** Whatever any of the models reads, each once. */
function featuresOf(models: readonly FoldModel[]): string[] {
  return [...new Set(models.flatMap(({ model }) => churnFeatures(model)))];
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { churnFeatures, type ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Term } from "../../src/model/churn/types.js";
import { execute } from "../query.js";
import { quoteIdentifier } from "../sqlText.js";
import type { FrameFeature } from "./readFrame.js";
import { scoreTable } from "./scoreTable.js";

/** A query of (customer_id, as_of, p) without rows: what scores are appended to. */
export const noScores = "select null::varchar as customer_id, null::date as as_of, null::double as p where false";

/**
 * Appends p of every row to `target`. Compiled look-ups over typed arrays score several times as many rows a second as
 * the model's SQL does, and are the very code that pages run.
 * @param source a table's name, or a query in parentheses, with customer_id, as_of and the model's features
 */
export async function scoreRows(
  connection: DuckDBConnection,
  model: ChurnModel,
  source: string,
  target: string,
): Promise<void> {
  const features = frameFeatures(model);
  const isTable = /^\w+$/.test(source);
  const table = isTable ? source : "scored_rows";
  if (!isTable) {
    const columns = ["customer_id", "as_of", ...features.map(({ id }) => id)].map(quoteIdentifier);
    await execute(connection, `create or replace temp table ${table} as select ${columns.join(", ")} from ${source}`);
  }
  await scoreTable(connection, model, { table, features, target: "scored_p", asked: "probability" });
  await execute(
    connection,
    `insert into ${target} select scored.customer_id, scored.as_of, scored_p.c0 from ${table} as scored positional join scored_p;
     drop table scored_p`,
  );
  if (!isTable) await execute(connection, `drop table ${table}`);
}

interface Read {
  readonly kind: string;
  readonly feature: string;
}

const readOf = (term: Term): readonly Read[] => (term.kind === "pair" ? term.axes : [term]);

/** What a model reads, as a frame holds it. */
export function frameFeatures(model: ChurnModel): FrameFeature[] {
  const terms: readonly Read[] = model.kind === "trees" ? model.axes : model.terms.flatMap(readOf);
  const categories = new Set(terms.filter(({ kind }) => kind === "levels").map(({ feature }) => feature));
  return churnFeatures(model).map((id) => ({ id, kind: categories.has(id) ? "category" : "number" }));
}

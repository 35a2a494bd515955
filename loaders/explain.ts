import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../src/playbooks/types.js";
import { contributeRows, contributionsSql, type FoldModel } from "./model/contributeRows.js";
import { execute } from "./query.js";
import { columnsOf, signalsSql } from "./score.js";

/**
 * What explains this week's score of each customer: contributions of every feature (they add up to the log-odds),
 * signals that hold, and the change of each component since last week. Makes view `explanation_out`: what it says takes
 * many times the room of what it is made of, and is written out where it is read.
 */
export async function buildExplanations(
  connection: DuckDBConnection,
  playbook: Playbook,
  models: readonly FoldModel[],
  asOf: string,
): Promise<void> {
  await contributeRows(connection, models);
  const columns = await columnsOf(connection, "customer_week");
  const moved = playbook.health.components.map(({ id }) => `${id} := round(score.${id} - before.${id}, 2)`);
  await execute(
    connection,
    `create or replace temp view explanation_out as
     select
       score.customer_id, score.as_of, contribution.base_log_odds, ${contributionsSql(models)} as contributions,
       contribution.fold,
       ${signalsSql(playbook.riskFactors, columns)} as risk_factors,
       ${signalsSql(playbook.opportunities, columns)} as opportunities,
       to_json(struct_pack(${moved.join(", ")})) as moved,
       score.previous_p
     from score
     join customer_week using (customer_id, as_of)
     left join contribution using (customer_id)
     left join last_scores as before using (customer_id)
     where score.as_of = date '${asOf}'`,
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { churnLogOddsSql, type ChurnModel } from "../src/model/churn/anyModel.js";
import { probabilitySql } from "../src/model/churn/sql.js";
import type { Playbook } from "../src/playbooks/types.js";
import type { History } from "./history.js";
import type { Plan } from "./plan.js";
import { execute, row } from "./query.js";
import { buildScores, columnsOf, healthSql } from "./score.js";
import type { Trained } from "./train.js";

/**
 * Scores the planned weeks: table `score` (health, p, tier, crossing), `last_scores` (the week before `as_of`) and
 * `score_history` (p of every known week). Needs `customer_week`.
 * @returns rows scored
 */
export async function scoreWeeks(
  connection: DuckDBConnection,
  { playbook, plan, trained, history }: { playbook: Playbook; plan: Plan; trained: Trained; history: History },
): Promise<number> {
  const columns = await columnsOf(connection, "customer_week");
  const first = plan.scored[0]!;
  await execute(
    connection,
    "create or replace temp view scored_week as select * from customer_week where as_of >= " + `date '${first}'`,
  );
  await execute(connection, `create or replace temp table health as ${healthSql(playbook, "scored_week", columns)}`);
  await execute(
    connection,
    `create or replace temp table probability as ${probabilityQuery(trained.models, "scored_week")}`,
  );
  await buildSeed(connection, { plan, trained, history, line: playbook.tiers.high.above });
  await buildScores(connection, playbook, trained.summary.id);
  await addEarlyWarning(connection, trained, plan.scored.at(-1)!);
  await buildLastScores(connection, plan, history);
  await execute(
    connection,
    `create or replace temp view score_history as
     select customer_id, as_of, p from score where not is_lost
     union all
     select customer_id, score_week.as_of, p from warehouse.score_week join published_week using (as_of, run_id)
     where not is_lost and score_week.as_of not in (select as_of from score)`,
  );
  return (await row<{ n: number }>(connection, "select count(*) as n from score")).n;
}

function probabilityQuery(models: readonly { model: ChurnModel; fold?: number }[], source: string): string {
  const parts = models.map(({ model, fold }) => {
    const p = probabilitySql(model, "log_odds");
    const joined = fold === undefined ? "" : "join fold using (customer_id, as_of)";
    const kept = fold === undefined ? "" : `where fold.fold = ${fold}`;
    return `select customer_id, as_of, ${p} as p from (
      select customer_id, as_of, ${churnLogOddsSql(model)} as log_odds from ${source} ${joined} ${kept}
    )`;
  });
  return parts.join("\nunion all\n") || `select customer_id, as_of, null::double as p from ${source}`;
}

/** The early-warning score of the newest week: column `p_early` of `score`, missing where there is no such model. */
async function addEarlyWarning(connection: DuckDBConnection, { early }: Trained, asOf: string): Promise<void> {
  await execute(connection, "alter table score add column p_early double");
  if (!early) return;
  await execute(
    connection,
    `update score set p_early = early.p
     from (${probabilityQuery([{ model: early.model }], `(select * from customer_week where as_of = date '${asOf}')`)}) as early
     where early.customer_id = score.customer_id and early.as_of = score.as_of and not score.is_lost`,
  );
}

/** The published week before the new ones, rescored when the model is new: crossings go on from there. */
async function buildSeed(
  connection: DuckDBConnection,
  { plan, trained, history, line }: { plan: Plan; trained: Trained; history: History; line: number },
): Promise<void> {
  const isRescored = !plan.model && plan.lastWeek !== null && trained.models.length > 0 && !plan.isFlat;
  await execute(
    connection,
    `create or replace temp table rescored as ${
      isRescored
        ? probabilityQuery(trained.models, `(select * from customer_week where as_of = date '${plan.lastWeek}')`)
        : "select null::varchar as customer_id, null::date as as_of, null::double as p where false"
    }`,
  );
  await execute(
    connection,
    `create or replace temp table seed as
     select last.customer_id, last.as_of, coalesce(rescored.p, last.p) as p,
       case when coalesce(rescored.p, last.p) > ${line} then coalesce(last.first_crossed_on, last.as_of) end as first_crossed_on
     from warehouse.score_week as last
     left join rescored using (customer_id, as_of)
     where last.run_id = ? and last.as_of = ?::date and not last.is_lost`,
    [history.lastRunId, plan.lastWeek],
  );
}

async function buildLastScores(connection: DuckDBConnection, plan: Plan, history: History): Promise<void> {
  const before = plan.scored.at(-2);
  const source = before
    ? `select * from score where as_of = date '${before}'`
    : `select * from warehouse.score_week where run_id = ? and as_of = ?::date`;
  await execute(
    connection,
    `create or replace temp table last_scores as ${source}`,
    before ? [] : [history.lastRunId, plan.lastWeek],
  );
}

import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../src/playbooks/types.js";
import type { History } from "./history.js";
import type { Engine } from "./engines/engine.js";
import { noScores } from "./model/scoreRows.js";
import type { Plan } from "./plan.js";
import { execute } from "./query.js";
import { columnsOf, healthSql, scoresSql } from "./score.js";
import type { Trained } from "./train.js";

interface ScoreOptions {
  readonly playbook: Playbook;
  readonly plan: Plan;
  /** A table, or a query in parentheses, with the features of everybody at these weeks. */
  readonly featuresOf: (weeks: readonly string[]) => Promise<string>;
  readonly trained: Trained;
  readonly history: History;
}

/**
 * Scores the planned weeks, some at a time: table `score` (health, p, tier, crossing), `last_scores` (the week before
 * `as_of`) and `score_history` (p of every known week).
 * @returns rows scored
 */
export async function scoreWeeks(engine: Engine, options: ScoreOptions): Promise<number> {
  const { connection } = engine;
  const { playbook, plan, featuresOf, trained, history } = options;
  for (const table of ["rescored", "early"]) await engine.make(table, noScores);
  if (plan.lastWeek !== null && !plan.model && !plan.isFlat)
    await addProbabilities(engine, trained.models, await featuresOf([plan.lastWeek]), "rescored");
  await buildSeed(engine, { plan, history, line: playbook.tiers.high.above });
  const lastWeek = plan.scored.at(-1)!;
  let isFirst = true;
  for (const weeks of batches(plan, await engine.count("customer_week"), engine.batchRows)) {
    // where these weeks' crossings go on from is where the weeks before left off
    if (!isFirst) await engine.make("seed", seedSql);
    const source = await featuresOf(weeks);
    await engine.make("health", healthSql(playbook, source, await columnsOf(connection, source)));
    await engine.make("probability", noScores);
    await addProbabilities(engine, trained.models, source, "probability");
    if (trained.early && weeks.includes(lastWeek)) await engine.score("early", trained.early.model, source);
    const scores = scoresSql(playbook, { modelId: trained.summary.id, lastWeek });
    await (isFirst ? engine.make("score", scores, { isLarge: true }) : engine.append("score", scores));
    for (const table of ["health", "probability"]) await engine.drop(table);
    isFirst = false;
  }
  await engine.bring("score");
  await buildLastScores(connection, plan, history);
  await execute(
    connection,
    `create or replace temp view score_history as
     select customer_id, as_of, p from score where not is_lost
     union all
     select customer_id, score_week.as_of, p from warehouse.score_week join published_week using (as_of, run_id)
     where not is_lost and score_week.as_of not in (select as_of from score)`,
  );
  return engine.count("score");
}

/** Weeks scored together, the newest alone: as many as fit into the engine's batches. */
function batches({ scored }: Plan, customers: number, batchRows: number): string[][] {
  const size = Math.max(1, Math.min(scored.length, Math.floor(batchRows / Math.max(1, customers))));
  const earlier = scored.slice(0, -1);
  const whole = Array.from({ length: Math.ceil(earlier.length / size) }, (_, i) =>
    earlier.slice(i * size, (i + 1) * size),
  );
  return [...whole, scored.slice(-1)];
}

async function addProbabilities(
  engine: Engine,
  models: Trained["models"],
  source: string,
  target: string,
): Promise<void> {
  for (const { model, fold } of models) {
    const own = `(select scored.* from ${source} as scored join fold using (customer_id, as_of) where fold.fold = ${fold})`;
    await engine.score(target, model, fold === undefined ? source : own);
  }
}

/** The published week before the new ones, rescored when the model is new: crossings go on from there. */
async function buildSeed(
  engine: Engine,
  { plan, history, line }: { plan: Plan; history: History; line: number },
): Promise<void> {
  await engine.bring("rescored");
  await execute(
    engine.connection,
    `create or replace temp table seed as
     select last.customer_id, last.as_of, coalesce(rescored.p, last.p) as p,
       case when coalesce(rescored.p, last.p) > ${line} then coalesce(last.first_crossed_on, last.as_of) end as first_crossed_on
     from warehouse.score_week as last
     left join rescored using (customer_id, as_of)
     where last.run_id = ? and last.as_of = ?::date and not last.is_lost`,
    [history.lastRunId, plan.lastWeek],
  );
  await engine.give("seed");
}

/** The newest scored week, as `seed` has it. */
const seedSql = `select customer_id, as_of, p, first_crossed_on from score
  where as_of = (select max(as_of) from score) and not is_lost`;

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

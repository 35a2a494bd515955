import type { DuckDBConnection } from "@duckdb/node-api";
import { names, parse, toSql } from "../src/model/expression/index.js";
import type { Playbook, Signal } from "../src/playbooks/types.js";
import { tierIds } from "../src/playbooks/types.js";
import { rows } from "./query.js";
import { quoteLiteral } from "./sqlText.js";

/**
 * Health of every row of `customer_week`: components, overall, coverage, status.
 * A missing component is left out and the other weights are rescaled; below the playbook's coverage there is no score.
 */
export function healthSql(playbook: Playbook, source: string, columns: ReadonlySet<string>): string {
  const { components, statuses, minCoverage } = playbook.health;
  const scores = components.map(({ id, formula }) => `${formulaSql(formula, columns)} as ${id}`);
  const sum = (item: (c: (typeof components)[number]) => string) => components.map(item).join(" + ");
  return `with
component as (
  select customer_id, as_of, is_lost, ${scores.join(",\n    ")}
  from ${source}
),
covered as (
  select *,
    ${sum((c) => `case when ${c.id} is null then 0 else ${c.weight} end`)} as coverage,
    ${sum((c) => `coalesce(${c.weight} * ${c.id}, 0)`)} as weighted
  from component
),
overall as (
  select * exclude (weighted), case when coverage >= ${minCoverage} - 1e-9 then weighted / coverage end as overall from covered
)
select *,
  case when overall is null then null ${statuses.map((s) => `when overall >= ${s.from} then '${s.id}'`).join(" ")} end as status
from overall`;
}

/** A formula over columns that this run does not have (a flat table has none of them) is missing for everybody. */
function formulaSql(formula: string, columns: ReadonlySet<string>): string {
  const tree = parse(formula);
  return names(tree).every((name) => columns.has(name)) ? toSql(tree) : "null::double";
}

/** Ids of the signals that hold, as a list column. */
export function signalsSql(signals: readonly Signal[], columns: ReadonlySet<string>): string {
  const cases = signals.map(
    ({ id, when }) => `case when ${formulaSql(when, columns)} = 1 then ${quoteLiteral(id)} end`,
  );
  return cases.length ? `list_filter([${cases.join(", ")}], lambda signal: signal is not null)` : "[]::varchar[]";
}

/** Tier by p; the lost have none. Exactly on a bound belongs below it. */
export function tierSql(playbook: Playbook): string {
  const cases = tierIds.map((tier) => `when p > ${playbook.tiers[tier].above} then '${tier}'`);
  // p is never below 0, so the last tier takes the rest, zero included
  return `case when is_lost or p is null then null ${cases.slice(0, -1).join(" ")} else '${tierIds.at(-1)}' end`;
}

/** Columns of a table, by name. */
export async function columnsOf(connection: DuckDBConnection, table: string): Promise<Set<string>> {
  const found = await rows<{ column_name: string }>(
    connection,
    `select column_name from (describe select * from ${table})`,
  );
  return new Set(found.map((column) => column.column_name));
}

/**
 * Scores of some weeks: one row a customer and week, with tier, first crossing and newly at risk.
 * Reads `health` (from `healthSql`), `probability` and `early` (customer_id, as_of, p; the early-warning score) and `seed(customer_id, as_of, p, first_crossed_on)`,
 * the last week scored before these (rescored when the model changed), empty on a first run.
 * @param lastWeek the run's newest week: those before it are marked as scored later than they were
 */
export function scoresSql(playbook: Playbook, { modelId, lastWeek }: { modelId: string; lastWeek: string }): string {
  const atRisk = playbook.tiers.high.above;
  const columns = ["is_lost", "usage", "adoption", "engagement", "value", "overall", "coverage", "status"];
  return `with
-- everything a row needs goes along through the windows: joining a timeline back costs more than they do
timeline as (
  select health.customer_id, health.as_of, ${columns.join(", ")}, probability.p, null::date as crossed_before, false as is_seed
  from health left join probability using (customer_id, as_of)
  union all
  select customer_id, as_of, ${columns.map((column) => (column === "is_lost" ? "false" : "null")).join(", ")}, p, first_crossed_on, true from seed
),
steps as (
  select *, lag(p) over (partition by customer_id order by as_of) as last_p from timeline
),
starts as (
  select *,
    case when p > ${atRisk} and not is_lost and coalesce(last_p, 0) <= ${atRisk} then coalesce(crossed_before, as_of) end as start_on
  from steps
),
scored as (
  select *,
    last_value(start_on ignore nulls) over (partition by customer_id order by as_of rows unbounded preceding) as last_start_on
  from starts
)
select
  scored.as_of, scored.customer_id, ${columns.map((column) => `scored.${column}`).join(", ")},
  scored.p,
  ${tierSql(playbook)} as tier,
  case when scored.p > ${atRisk} and not scored.is_lost then scored.last_start_on end as first_crossed_on,
  -- never at a first score: there is no "before" to cross from
  coalesce(not scored.is_lost and scored.p > ${atRisk} and scored.last_p <= ${atRisk}, false) as is_newly_at_risk,
  case when not scored.is_lost then scored.last_p end as previous_p,
  case when not scored.is_lost then early.p_early end as p_early,
  ${quoteLiteral(modelId)} as model_id,
  scored.as_of < date ${quoteLiteral(lastWeek)} as backfilled
from scored
left join (select customer_id, as_of, p as p_early from early) as early using (customer_id, as_of)
where not scored.is_seed
order by scored.as_of, scored.customer_id`;
}

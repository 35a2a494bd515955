import type { DuckDBConnection } from "@duckdb/node-api";
import type { TierEconomics } from "../src/model/tierEconomics.js";
import type { WinbackPoints } from "../src/model/winback.js";
import type { Playbook } from "../src/playbooks/types.js";
import { execute, row, sqlFile } from "./query.js";
import { placeCustomers } from "./queue/placeCustomers.js";
import { rankSql } from "./queue/rankSql.js";
import { valueCustomers } from "./queue/valueCustomers.js";

/** What the week is decided with: each tier's uplift and cost, and the curve in use. */
export interface QueueTerms {
  readonly economics: TierEconomics;
  readonly curve: WinbackPoints;
}

/**
 * The queue: everybody in a programme tier, ranked by what a week's waiting costs (or by worst health, as the playbook
 * says), with owner, state and whether this week's capacity reaches them. Makes `queue_week_out`; needs `score`.
 * Held-out customers have a row for their own page, but no rank. Figures and states are worked out here, some thousand
 * customers at a time; the database sorts, so that memory does not grow with the customers.
 * @returns rows made
 */
export async function buildQueue(connection: DuckDBConnection, playbook: Playbook, terms: QueueTerms): Promise<number> {
  await execute(connection, "create or replace temp table params as select ?::integer as season_days", [
    Math.max(90, playbook.horizonDays),
  ]);
  await execute(connection, `create or replace temp table at_risk as ${sqlFile("marts/at_risk")}`);
  await valueCustomers(connection, playbook, terms);
  await execute(connection, `create or replace temp table ranked as ${rankSql(playbook.queue.order)}`);
  await placeCustomers(connection, playbook.queue);
  await execute(connection, `create or replace temp table queue_week_out as ${sqlFile("marts/queue_week")}`);
  const { n } = await row<{ n: number }>(connection, "select count(*) as n from queue_week_out");
  for (const table of ["at_risk", "valued", "ranked", "placed", "assigned"])
    await execute(connection, `drop table ${table}`);
  return n;
}

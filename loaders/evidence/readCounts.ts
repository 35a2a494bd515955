import type { DuckDBConnection } from "@duckdb/node-api";
import type { TierId } from "../../src/playbooks/types.js";
import { execute, rows, sqlFile } from "../query.js";

/** Interventions alike in tier, strategy and days to contact, at one length of follow-up. */
export interface CountRow {
  readonly tier: TierId | "unknown";
  readonly strategy: string;
  readonly isHoldout: boolean;
  /** Days from the clock to contact; null where nobody was contacted. */
  readonly days: number | null;
  readonly assigned: number;
  /** Those whose follow-up is complete, and those of them still there at its end. */
  readonly complete: number;
  readonly stayed: number;
}

/** Makes temp table `assignment`, one row an intervention known at `asOf`. Needs `known_score` and schema `staging`. */
export async function buildAssignments(connection: DuckDBConnection, asOf: string): Promise<void> {
  await execute(connection, "create or replace temp table params as select ?::date as as_of", [asOf]);
  await execute(connection, `create or replace temp table assignment as ${sqlFile("marts/assignment")}`);
}

/** Outcomes after `followUpDays`. Needs `assignment`. */
export async function readCounts(
  connection: DuckDBConnection,
  asOf: string,
  followUpDays: number,
): Promise<CountRow[]> {
  await execute(
    connection,
    "create or replace temp table params as select ?::date as as_of, ?::integer as follow_up_days",
    [asOf, followUpDays],
  );
  return rows<CountRow>(
    connection,
    `select tier, strategy, is_holdout as "isHoldout", days, assigned, complete, stayed from (${sqlFile("marts/stay_counts")})`,
  );
}

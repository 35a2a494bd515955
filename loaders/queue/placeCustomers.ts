import { INTEGER, VARCHAR, type DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../../src/playbooks/types.js";
import { appendColumns } from "../appendColumns.js";
import { execute, rows } from "../query.js";
import { slices } from "../slices.js";
import { assignOwners, type Desk } from "./assignOwners.js";
import { queueStates, type Candidate } from "./queueStates.js";

/**
 * Where each customer stands and who acts, in order of rank: makes `placed` (rank, state), a row for each of `ranked`, in
 * its order, and `assigned` (rank, owner) for those in the queue whom nobody looks after.
 */
export async function placeCustomers(connection: DuckDBConnection, queue: Playbook["queue"]): Promise<void> {
  await execute(connection, "create or replace temp table placed (rank integer, state varchar)");
  const stateOf = queueStates(queue);
  let rank = 0;
  const wanted = `channel, is_holdout as "isHoldout", is_opted_out as "isOptedOut", is_contacted as "isContacted",
    outcome, is_too_late as "isTooLate", if(remaining_ltv is null, null, gain) as gain, cost`;
  for await (const found of slices<Candidate>(connection, "ranked", wanted))
    await appendColumns(
      connection,
      "placed",
      [INTEGER, VARCHAR],
      [found.map(({ isHoldout }) => (isHoldout ? null : ++rank)), found.map(stateOf)],
    );
  await assign(connection);
}

/** Own customers count as load before anybody else's are given out. */
async function assign(connection: DuckDBConnection): Promise<void> {
  const listed = "from ranked positional join placed where state in ('open', 'waiting')";
  const desks = await rows<Desk>(
    connection,
    `select distinct owner, region from staging.customers
     where owner is not null and ended_on is null order by region nulls first, owner`,
  );
  const loads = await rows<{ owner: string; n: number }>(
    connection,
    `select owner, count(*) as n ${listed} and owner is not null group by owner`,
  );
  const ownerFor = assignOwners(desks, new Map(loads.map(({ owner, n }) => [owner, n])));
  await execute(
    connection,
    `create or replace temp table unowned as select rank, region ${listed} and owner is null order by rank;
     create or replace temp table assigned (rank integer, owner varchar)`,
  );
  for await (const found of slices<{ rank: number; region: string | null }>(connection, "unowned", "rank, region")) {
    const owners = found.map(({ region }) => ownerFor(region));
    await appendColumns(connection, "assigned", [INTEGER, VARCHAR], [found.map((one) => one.rank), owners]);
  }
  await execute(connection, "drop table unowned");
}

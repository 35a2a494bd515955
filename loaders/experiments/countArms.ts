import type { DuckDBConnection } from "@duckdb/node-api";
import type { ArmCounts } from "../../src/model/experiment/analyse.js";
import type { ArmContacts } from "../../src/model/experiment/contamination.js";
import type { ExperimentPlan } from "../../src/model/experiment/plan.js";
import { execute, row, rows, sqlFile } from "../query.js";
import { quoteLiteral } from "../sqlText.js";

export interface ExperimentCounts {
  /** Every arm of the plan, in its order. */
  readonly arms: readonly (ArmCounts & ArmContacts)[];
  /** Customers found in more than one of them. */
  readonly inSeveralArms: number;
}

/** An experiment's assignments up to `asOf`, counted where they lie. Needs `assignment`. */
export async function countArms(
  connection: DuckDBConnection,
  plan: ExperimentPlan,
  asOf: string,
): Promise<ExperimentCounts> {
  await execute(
    connection,
    "create or replace temp table params as select ?::date as as_of, ?::integer as follow_up_days, ?::date as starts_on",
    [asOf, plan.followUpDays, plan.startsOn],
  );
  const oneOf = (values: readonly string[]) => values.map(quoteLiteral).join(", ");
  await execute(
    connection,
    `create or replace temp table arm_row as select * from (${sqlFile("marts/arm_rows")})
     where tier in (${oneOf(plan.tiers)}) and arm in (${oneOf(plan.arms.map(({ id }) => id))})`,
  );
  const found = await rows<ExperimentCounts["arms"][number]>(
    connection,
    `select arm as id, count(*) as assigned, count(*) filter (is_complete) as n,
       count(*) filter (is_complete and has_stayed) as stayed, count(*) filter (is_contacted) as contacted
     from arm_row group by arm`,
  );
  const { inSeveralArms } = await row<{ inSeveralArms: number }>(
    connection,
    `select count(*) as "inSeveralArms"
     from (select customer_id from arm_row group by customer_id having min(arm) != max(arm))`,
  );
  await execute(connection, "drop table arm_row");
  const none = { assigned: 0, n: 0, stayed: 0, contacted: 0 };
  return { arms: plan.arms.map(({ id }) => found.find((arm) => arm.id === id) ?? { id, ...none }), inSeveralArms };
}

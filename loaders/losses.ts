import type { DuckDBConnection } from "@duckdb/node-api";
import { calibration } from "../src/model/stats/calibration.js";
import type { Playbook } from "../src/playbooks/types.js";
import { readFrame } from "./model/readFrame.js";
import { execute, row, sqlFile } from "./query.js";

export interface Next30 {
  readonly heads: number;
  /** Null where nobody has a remaining LTV. */
  readonly money: number | null;
  readonly method: "calibrated" | "horizon" | "constant_hazard";
}

/**
 * Expected losses over the next 30 days: the yearly score, recalibrated on who really left within 30 days of earlier
 * scored weeks (one a month, programme-touched rows out, holdout weighted). A constant hazard only where no fit exists.
 * Makes `p30_week` (customer_id, p30).
 */
export async function expectedLosses30(
  connection: DuckDBConnection,
  playbook: Playbook,
  asOf: string,
): Promise<Next30> {
  if (playbook.horizonDays === 30) return { ...(await totals(connection, "p", asOf)), method: "horizon" };
  const fit = await calibration30(connection, playbook, asOf);
  const kept = "least(1 - 1e-9, greatest(1e-9, p))";
  if (!fit || !(fit.slope > 0)) {
    const hazard = `1 - pow(1 - p, 30.0 / ${playbook.horizonDays})`;
    return { ...(await totals(connection, hazard, asOf)), method: "constant_hazard" };
  }
  const p30 = `1 / (1 + exp(-(${fit.intercept} + ${fit.slope} * ln(${kept} / (1 - ${kept})))))`;
  return { ...(await totals(connection, p30, asOf)), method: "calibrated" };
}

/**
 * How many losses the 30-day level rests on: a held-out customer stands for ten, and ten that move together say less than
 * ten of their own, (Σ w)² / Σ w². Needs `outcomes_30`, which a calibrated forecast leaves behind.
 */
export async function effectiveLosses30(connection: DuckDBConnection): Promise<number> {
  const { n } = await row<{ n: number | null }>(
    connection,
    "select sum(weight) ** 2 / sum(weight ** 2) as n from outcomes_30 where label = 1",
  );
  return n ?? 0;
}

async function totals(
  connection: DuckDBConnection,
  p: string,
  asOf: string,
): Promise<{ heads: number; money: number | null }> {
  await execute(
    connection,
    `create or replace temp table p30_week as
     select customer_id, ${p} as p30 from score where tier is not null and p is not null and as_of = ?::date`,
    [asOf],
  );
  return row(
    connection,
    // exact sums: they do not depend on the order in which threads add
    `select coalesce(sum((${p})::decimal(38, 12)), 0)::double as heads,
       sum(((${p}) * remaining_ltv)::decimal(38, 12))::double as money
     from score join staging.customers using (customer_id) where tier is not null and as_of = ?::date`,
    [asOf],
  );
}

async function calibration30(connection: DuckDBConnection, playbook: Playbook, asOf: string) {
  await execute(
    connection,
    `create or replace temp table params as
     select ?::integer as horizon_days, ?::date as cutoff, ?::double as holdout_share`,
    [playbook.horizonDays, asOf, playbook.holdoutShare],
  );
  await execute(connection, `create or replace temp table outcomes_30 as ${sqlFile("training/outcomes_30")}`);
  const frame = await readFrame(connection, "select p, label, weight from outcomes_30 order by customer_id, as_of", [
    { id: "p", kind: "number" },
    { id: "label", kind: "number" },
    { id: "weight", kind: "number" },
  ]);
  const [p, y, weights] = frame.columns.map((column) => column.values);
  return frame.rows ? calibration({ p: p!, y: y!, weights: weights! }) : undefined;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { row, sqlFile } from "../../loaders/query.js";
import { aftersalesWorld } from "../../loaders/sources/sample/aftersalesWorld.js";
import { makeSample } from "../../loaders/sources/sample/makeSample.js";

const asOf = "2026-06-29";
const seeds = process.env["HOLDFAST_VERIFY"] === "quick" ? [1] : [1, 2, 3];

/** Labels that span two seasons against their truth: weighted share lost, and mean true chance, of those truly above .3. */
async function labels(seed: number, holdoutLasts: boolean): Promise<{ lost: number; truth: number }> {
  const dir = mkdtempSync(join(tmpdir(), "holdfast-draw-"));
  const world = { ...aftersalesWorld, programme: { ...aftersalesWorld.programme, holdoutLasts } };
  await makeSample({ playbook: "aftersales", customers: 12_000, seed, asOf, dir, world });
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    await connection.run(`create schema staging;
      create table staging.customers as from '${join(dir, "customers.parquet")}';
      create table staging.interventions as from '${join(dir, "interventions.parquet")}';
      create table truth as from '${join(dir, "truth/customer_week.parquet")}';
      create table params as select 365 as horizon_days, date '0001-01-01' as since, date '${asOf}' as cutoff, 'month' as period, 0.1::double as holdout_share,
        10000000 as max_rows, 7 as seed;
      create table known_weeks as select distinct as_of from truth where as_of between date '2025-03-31' and date '2025-06-29'`);
    return await row(
      connection,
      `select sum(weight * label) / sum(weight) as lost, sum(weight * p_true) / sum(weight) as truth
       from (${sqlFile("training/training_rows")}) join truth using (customer_id, as_of) where p_true > 0.3`,
    );
  } finally {
    connection.closeSync();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function bias(holdoutLasts: boolean): Promise<number> {
  let sum = 0;
  for (const seed of seeds) {
    const { lost, truth } = await labels(seed, holdoutLasts);
    sum += (lost - truth) / seeds.length;
  }
  return sum;
}

describe(`labels that span two seasons, in ${seeds.length} seeded worlds`, () => {
  it("say what left untreated customers do if a held-out customer stays one", { timeout: 600_000 }, async () => {
    expect(Math.abs(await bias(true))).toBeLessThan(seeds.length > 1 ? 0.05 : 0.1);
  });

  it("say far too much risk if each season draws anew", { timeout: 600_000 }, async () => {
    expect(await bias(false)).toBeGreaterThan(0.1);
  });
});

import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../loaders/calendar.js";
import { rows, sqlFile } from "../../../loaders/query.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { tierOf } from "../../../src/model/tier.js";
import { random } from "../../../src/model/stats/random.js";
import { insert, stage, type Row } from "../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);

/** Scores of a week: tiers follow from p, and the lost have none. */
async function score(connection: DuckDBConnection, made: readonly Row[]): Promise<void> {
  await connection.run(
    "create or replace table score (customer_id varchar, as_of date, p double, tier varchar, is_lost boolean, first_crossed_on date)",
  );
  const full = made.map((row): Row => ({
    ...{ as_of: asOf, is_lost: false, first_crossed_on: null, ...row },
    tier: row.is_lost || row.p === null ? null : tierOf(row.p as number, aftersales.tiers),
  }));
  for (const row of full)
    await connection.run("insert into score values (?, ?::date, ?, ?, ?, ?::date)", [
      ...["customer_id", "as_of", "p", "tier", "is_lost", "first_crossed_on"].map((name) => row[name] ?? null),
    ]);
}

describe("a week's tiers", () => {
  it("hold everybody who is active, with expected losses in heads and money", async () => {
    const connection = await stage(aftersales, {
      customers: [
        { customer_id: "a", remaining_ltv: 1000 },
        { customer_id: "b", remaining_ltv: 3000 },
        { customer_id: "c", remaining_ltv: null },
        { customer_id: "gone", remaining_ltv: 0 },
      ],
    });
    const gone = { customer_id: "gone", p: 0.99, is_lost: true };
    await score(connection, [
      { customer_id: "a", p: 0.8 },
      { customer_id: "b", p: 0.9 },
      { customer_id: "c", p: 0.1 },
      gone,
    ]);
    const found = await rows<Row>(connection, sqlFile("marts/tier_week"));
    expect(found).toEqual([
      {
        ...{ as_of: asOf, tier: "critical", customers: 2, mean_p: expect.closeTo(0.85, 12) as number, mean_ltv: 2000 },
        ...{ expected_losses: expect.closeTo(1.7, 12) as number, money: 3500 },
      },
      // a customer without a value counts in heads
      { as_of: asOf, tier: "low", customers: 1, mean_p: 0.1, mean_ltv: null, expected_losses: 0.1, money: null },
    ]);
  });
});

describe("the histogram", () => {
  it("adds up to the tiers: customers, p and money, in every tier", async () => {
    const { uniform: draw } = random(7);
    const customers = Array.from({ length: 300 }, (_, i) => ({
      ...{ customer_id: `c${i}`, remaining_ltv: draw() < 0.1 ? null : Math.round(9000 * draw()) },
    }));
    const connection = await stage(aftersales, { customers });
    const scored = customers.map(({ customer_id }) => {
      const p = draw();
      return { customer_id, p, is_lost: draw() < 0.1, first_crossed_on: p > 0.5 ? ago(Math.floor(60 * draw())) : null };
    });
    await score(connection, [...scored, { customer_id: "c1", as_of: ago(7), p: 0.9 }]);
    await connection.run("update score set first_crossed_on = null where is_lost");
    const tiers = await rows<Row>(
      connection,
      `from (${sqlFile("marts/tier_week")}) where as_of = '${asOf}' order by tier`,
    );
    const cells = await rows<Row>(
      connection,
      `select tier, sum(customers) as customers, sum(sum_p) as expected_losses, sum(sum_p_ltv) as money
       from (${sqlFile("marts/histogram_week")}) group by tier order by tier`,
    );
    expect(cells.map(({ tier, customers: n }) => [tier, n])).toEqual(tiers.map(({ tier, customers: n }) => [tier, n]));
    cells.forEach((cell, i) => {
      expect(cell.expected_losses).toBeCloseTo(tiers[i]!.expected_losses as number, 9);
      expect(cell.money).toBeCloseTo(tiers[i]!.money as number, 6);
    });
  });

  it("has bins of .05 in p, tenths in value and weeks in delay; 1 belongs to the last bin, no value and no delay to -1", async () => {
    const customers = Array.from({ length: 20 }, (_, i) => ({
      customer_id: `c${i}`,
      remaining_ltv: i ? 100 * i : null,
    }));
    const connection = await stage(aftersales, { customers });
    await score(connection, [
      { customer_id: "c0", p: 1, first_crossed_on: ago(6) },
      { customer_id: "c1", p: 0.95, first_crossed_on: ago(7) },
      { customer_id: "c19", p: 0.7, first_crossed_on: ago(100) },
      { customer_id: "c2", p: 0.049 },
    ]);
    const cells = await rows<Row>(
      connection,
      `select tier, p_bin, ltv_bin, delay_bin, mean_delay from (${sqlFile("marts/histogram_week")}) order by p_bin, delay_bin`,
    );
    expect(cells.map((cell) => Object.values(cell))).toEqual([
      ["low", 0, 1, -1, null],
      ["high", 14, 2, 5, 100],
      ["critical", 19, -1, 0, 6],
      ["critical", 19, 0, 1, 7],
    ]);
  });

  it("has the tenths of ntile, whatever the values: ties, few customers, one value for all", async () => {
    const connection = await stage(aftersales, {});
    const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 1e9, noNaN: true })));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 60 }), async (values) => {
        await connection.run("delete from staging.customers");
        const customers = values.map((ltv, i) => ({ customer_id: `c${(i * 37) % 61}`, remaining_ltv: ltv }));
        await insert(connection, "customers", customers);
        await connection.run(
          `create or replace table score as select customer_id, date '${asOf}' as as_of, 0.1::double as p, 'low' as tier, null::date as first_crossed_on from staging.customers`,
        );
        const found = await rows<Row>(
          connection,
          `select ltv_bin, customers, sum_ltv from (${sqlFile("marts/histogram_week")}) order by ltv_bin`,
        );
        const expected = await rows<Row>(
          connection,
          `select ltv_bin, count(*) as customers, sum(ltv::decimal(38, 12))::double as sum_ltv
           from (select remaining_ltv as ltv, case when ltv is null then -1
             else ntile(10) over (partition by ltv is null order by ltv, customer_id) - 1 end as ltv_bin from staging.customers)
           group by ltv_bin order by ltv_bin`,
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeEach, describe, expect, it } from "vitest";
import { rows, sqlFile } from "../../../loaders/query.js";

interface TrainingRow {
  customer_id: string;
  as_of: string;
  label: number;
  weight: number;
}

let connection: DuckDBConnection;
const training = (): Promise<TrainingRow[]> => rows<TrainingRow>(connection, sqlFile("training/training_rows"));
const customer = (id: string, started: string, ended: string | null): Promise<unknown> =>
  connection.run("insert into staging.customers values (?, ?::date, ?::date)", [id, started, ended]);
const weeks = (...days: string[]): Promise<unknown> =>
  connection.run("insert into known_weeks select unnest(?::date[])", [`[${days.join(",")}]`]);
const intervention = (id: string, arm: string, assigned: string, contacted: string | null): Promise<unknown> =>
  connection.run("insert into staging.interventions values (?, ?, ?::date, ?::date)", [id, arm, assigned, contacted]);

beforeEach(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`create schema staging;
    create table known_weeks (as_of date);
    create table staging.customers (customer_id varchar, started_on date, ended_on date);
    create table staging.interventions (customer_id varchar, arm varchar, assigned_on date, contacted_on date);
    create table params as select 30 as horizon_days, date '2024-01-01' as since, date '2024-07-01' as cutoff, 'month' as period, 0.1::double as holdout_share, 100 as max_rows, 7 as seed`);
});

describe("training rows", () => {
  it("calls a customer lost who ended in (as_of, as_of + horizon]", async () => {
    for (const [id, ended] of [
      ["next day", "2024-05-02"],
      ["last day", "2024-05-31"],
      ["too late", "2024-06-01"],
      ["never", null],
    ] as const) {
      await customer(id, "2024-01-01", ended);
    }
    await weeks("2024-05-01");
    expect((await training()).map(({ customer_id, label }) => [customer_id, label])).toEqual([
      ["last day", 1],
      ["never", 0],
      ["next day", 1],
      ["too late", 0],
    ]);
  });

  it("takes only snapshots whose horizon has passed by the cut-off, of customers who have started and not ended", async () => {
    await customer("known", "2024-04-01", null);
    await customer("gone", "2024-03-16", "2024-06-01");
    await weeks("2024-03-15", "2024-06-01", "2024-06-02");
    expect(await training()).toEqual([{ customer_id: "known", as_of: "2024-06-01", label: 0, weight: 1 }]);
  });

  it("takes one row a customer and month: the last", async () => {
    await customer("a", "2024-01-01", null);
    await weeks("2024-04-01", "2024-04-29", "2024-05-06", "2024-05-27");
    expect((await training()).map(({ as_of }) => as_of)).toEqual(["2024-04-29", "2024-05-27"]);
  });

  it("counts who left within a month once, not at an own last week as well", async () => {
    await customer("stays", "2024-01-01", null);
    await customer("leaves", "2024-01-01", "2024-05-16");
    await weeks("2024-04-29", "2024-05-06", "2024-05-27");
    expect((await training()).map(({ customer_id, as_of, label }) => [customer_id, as_of, label])).toEqual([
      ["leaves", "2024-04-29", 1],
      ["stays", "2024-04-29", 0],
      ["stays", "2024-05-27", 0],
    ]);
  });

  it("leaves out rows that a contact touches, in (as_of - horizon, as_of + horizon]", async () => {
    await customer("a", "2024-01-01", null);
    await intervention("a", "executive_visit", "2024-01-02", "2024-05-01");
    // as_of + 30 = contact; as_of - 30 = contact (just outside)
    await weeks("2024-03-31", "2024-04-01", "2024-05-31");
    expect((await training()).map(({ as_of }) => as_of)).toEqual(["2024-03-31", "2024-05-31"]);
  });

  it("weights the holdout, which stands for those left out", async () => {
    await customer("held", "2024-01-01", "2024-05-20");
    await intervention("held", "holdout", "2024-05-15", null);
    await weeks("2024-04-14", "2024-05-01");
    expect(await training()).toEqual([
      { customer_id: "held", as_of: "2024-04-14", label: 0, weight: 1 },
      { customer_id: "held", as_of: "2024-05-01", label: 1, weight: 10 },
    ]);
  });

  it("leaves out who was assigned and not reached: the holdout speaks for them too", async () => {
    await customer("waiting", "2024-01-01", null);
    await intervention("waiting", "advisor_call", "2024-05-15", null);
    await weeks("2024-05-01");
    expect(await training()).toEqual([]);
  });

  it("leaves out a held-out customer who was treated as well", async () => {
    await customer("both", "2024-01-01", null);
    await intervention("both", "holdout", "2024-04-15", null);
    await intervention("both", "advisor_call", "2024-05-10", "2024-05-12");
    await weeks("2024-05-01");
    expect(await training()).toEqual([]);
  });

  describe("with more rows than the cap", () => {
    beforeEach(async () => {
      await connection.run(`insert into staging.customers select 'c' || range, '2024-01-01', if(range < 20, date '2024-05-10', null) from range(1000);
        insert into known_weeks values ('2024-05-01');
        insert into staging.interventions select 'c' || range, 'holdout', '2024-05-02', null from range(10, 110)`);
    });

    it("keeps the events, draws from the rest, and keeps the sum of weights of each label", async () => {
      const found = await training();
      expect(found).toHaveLength(100);
      const lost = found.filter(({ label }) => label === 1);
      expect(lost.map(({ weight }) => weight).sort()).toEqual([
        ...Array<number>(10).fill(1),
        ...Array<number>(10).fill(10),
      ]);
      const total = found.reduce((sum, { label, weight }) => sum + (1 - label) * weight, 0);
      expect(total).toBeCloseTo(890 + 90 * 10, 9);
    });

    it("draws the same rows for the same seed, others for another", async () => {
      const first = await training();
      expect(await training()).toEqual(first);
      await connection.run("update params set seed = 8");
      expect(await training()).not.toEqual(first);
    });

    it("takes all rows when they fit", async () => {
      await connection.run("update params set max_rows = 1000");
      expect((await training()).map(({ weight }) => weight).sort()).toEqual([
        ...Array<number>(900).fill(1),
        ...Array<number>(100).fill(10),
      ]);
    });
  });
});

import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import { trainEarlyWarning } from "../../loaders/earlyWarning.js";
import { fitModel } from "../../loaders/model/fitModel.js";
import { overWeeks } from "../../loaders/overWeeks.js";
import { row } from "../../loaders/query.js";
import { trainingRows, trainingSet, type TrainingContext } from "../../loaders/trainingRows.js";
import type { EarlyReport } from "../../src/pageData.js";
import { random } from "../../src/model/stats/random.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";

const asOf = "2026-06-29";
const earlyDays = aftersales.earlyWarningDays!;
/** 26 weeks, four weeks apart, the newest first. */
const weeks = Array.from({ length: 26 }, (_, i) => addDays(asOf, -28 * i));
const testWeek = weeks.find((week) => addDays(week, earlyDays) <= asOf)!;
let connection: DuckDBConnection;
let context: TrainingContext;

/** 1,500 customers with one sign that is on or off; those with it leave three times as fast, nobody is treated. */
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  const { uniform } = random(5);
  const customers = Array.from({ length: 1_500 }, (_, i) => {
    const sign = uniform() < 0.3 ? 1 : 0;
    const days = Math.floor((-Math.log(1 - uniform()) * 1_500) / (sign ? 3 : 1));
    return `('c${i}', ${sign}, date '2023-01-01', date '${weeks.at(-1)}' + ${days})`;
  });
  await connection.run(`create schema staging;
    create table people as select * from (values ${customers.join(",")}) as t(customer_id, sign, started_on, ended_on);
    create table staging.customers as
      select customer_id, started_on, if(ended_on <= date '${asOf}', ended_on, null) as ended_on from people;
    create table staging.interventions (customer_id varchar, arm varchar, assigned_on date, contacted_on date);
    create table customer_week as
      select customer_id, unnest([${weeks.map((week) => `date '${week}'`).join(",")}]) as as_of, sign::double as sign
      from people`);
  const features = [{ id: "sign", kind: "number" as const }];
  await connection.run("create view known_weeks as select distinct as_of from customer_week");
  const makeFeatures = async (target: string, drawn: string): Promise<void> => {
    await connection.run(
      `create temp table ${target} as select customer_week.* from customer_week join ${drawn} using (customer_id, as_of)`,
    );
  };
  context = { engine: duckdbEngine(connection), playbook: aftersales, asOf, seed: 7, features, makeFeatures };
});

/** Present in a week, and gone within the early-warning horizon, straight from the table of people. */
const atRisk = (week: string) =>
  row<{ rows: number; events: number; both: number; signed: number }>(
    connection,
    `select count(*)::int as rows, (count(*) filter (gone))::int as events,
       (count(*) filter (gone and sign = 1))::int as both, (count(*) filter (sign = 1))::int as signed
     from (select sign, ended_on <= date '${week}' + ${earlyDays} as gone from people where ended_on > date '${week}')`,
  );

/** Of a sign that is on or off: share of pairs that it ranks rightly, half of those that it cannot part. */
function areaOf({
  rows,
  events,
  both,
  signed,
}: {
  rows: number;
  events: number;
  both: number;
  signed: number;
}): number {
  const hit = both / events;
  const alarm = (signed - both) / (rows - events);
  return (1 + hit - alarm) / 2;
}

describe("the early-warning score", () => {
  let report: EarlyReport;
  beforeAll(async () => {
    report = (await trainEarlyWarning(context, { tested: [], production: [], early: { testWeek, weeks: [] } }))!.report;
  });

  it("learns from outcomes known by its test week, and is tested on that week alone", async () => {
    const inTest = await atRisk(testWeek);
    expect(report).toMatchObject({ horizonDays: earlyDays, testWeek, rows: inTest.rows, events: inTest.events });
    let learnt = 0;
    for (const week of weeks.filter((one) => addDays(one, earlyDays) <= testWeek)) learnt += (await atRisk(week)).rows;
    // two weeks of the same calendar month count once, the later one
    const doubled = weeks.filter((week, i) => i > 0 && weeks[i - 1]!.slice(0, 7) === week.slice(0, 7));
    for (const week of doubled.filter((one) => addDays(one, earlyDays) <= testWeek))
      learnt -= (await atRisk(week)).rows;
    expect(report.trainedRows).toBe(learnt);
  });

  it("has the AUC that its one sign has by counting pairs", async () => {
    expect(report.auc.value).toBeCloseTo(areaOf(await atRisk(testWeek)), 10);
    expect(report.auc.low).toBeLessThan(report.auc.value);
  });

  it("is not there where the playbook or the calendar has none", async () => {
    const { earlyWarningDays: _, ...without } = aftersales;
    const early = { testWeek, weeks: [] };
    expect(
      await trainEarlyWarning({ ...context, playbook: without }, { tested: [], production: [], early }),
    ).toBeUndefined();
    expect(await trainEarlyWarning(context, { tested: [], production: [] })).toBeUndefined();
  });
});

describe("a score over the weeks after it stopped learning", () => {
  const modelOf = async (cutoff: string) => {
    await trainingRows(context, "tested_rows", { cutoff, maxRows: 20_000 });
    return (await fitModel("logistic", await trainingSet(context, "tested_rows"), { seed: 7 })).model;
  };

  it("shows each later week whose outcome is known, with the AUC of its own rows", async () => {
    const learntTo = weeks[9]!;
    const found = (await overWeeks(context, { model: await modelOf(learntTo), kind: "logistic", testWeek: learntTo }))!;
    const later = weeks.filter((week) => week >= learntTo && addDays(week, earlyDays) <= asOf).reverse();
    expect(found.learntTo).toBe(learntTo);
    expect(found.weeks.map((week) => week.asOf)).toEqual(later);
    for (const week of found.weeks) {
      const counted = await atRisk(week.asOf);
      expect(week).toMatchObject({ rows: counted.rows, events: counted.events });
      expect(week.rate).toBeCloseTo(counted.events / counted.rows, 12);
      expect(week.auc!.value).toBeCloseTo(areaOf(counted), 10);
    }
  });

  it("asks a model that stopped half a year earlier where too few weeks have passed to show a course", async () => {
    const found = (await overWeeks(context, { model: await modelOf(testWeek), kind: "logistic", testWeek }))!;
    expect(found.learntTo).toBe(addDays(testWeek, -182));
    expect(found.weeks.length).toBeGreaterThan(4);
  });
});

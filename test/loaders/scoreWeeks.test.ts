import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import type { History } from "../../loaders/history.js";
import type { Plan } from "../../loaders/plan.js";
import { rows, sqlFile } from "../../loaders/query.js";
import { scoreWeeks } from "../../loaders/scoreWeeks.js";
import type { Trained } from "../../loaders/train.js";
import type { AdditiveModel } from "../../src/model/churn/types.js";
import { saas } from "../../src/playbooks/saas.js";
import { connect } from "./sources/staging.js";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";

const [last, now] = ["2026-06-22", "2026-06-29"];
/** p is .6 where `sign` is 1 and .4 where it is 0. */
const model: AdditiveModel = {
  version: 1,
  id: "new",
  kind: "logistic",
  intercept: 0,
  terms: [
    { kind: "steps", feature: "sign", cuts: [0.5], values: [Math.log(0.4 / 0.6), Math.log(0.6 / 0.4)], missing: 0 },
  ],
  trainedOn: { rows: 1, events: 1, weight: 1, eventWeight: 1 },
};

interface Customer {
  /** Published last week, by the model of then. */
  readonly p: number;
  readonly crossedOn?: string;
  readonly signs: readonly [last: number, now: number];
}

/** Scores this week; a model that is still fresh leaves last week as it was published. */
async function scored(customers: Readonly<Record<string, Customer>>, isFresh = false) {
  const connection = await connect();
  await connection.run(`attach ':memory:' as warehouse; use warehouse.main; ${sqlFile("schema")}; use memory.main;
    create temp table published_week as select date '${last}' as as_of, 'r1' as run_id;
    create table customer_week (customer_id varchar, as_of date, is_lost boolean, sign integer)`);
  for (const [id, { p, crossedOn, signs }] of Object.entries(customers)) {
    await connection.run(
      `insert into warehouse.score_week by name select 'r1' as run_id, ?::date as as_of, ? as customer_id, false as is_lost,
         ? as p, ?::date as first_crossed_on`,
      [last, id, p, crossedOn ?? null],
    );
    for (const [i, day] of [last, now].entries())
      await connection.run("insert into customer_week values (?, ?::date, false, ?)", [id, day, signs[i]!]);
  }
  const trained = { models: [{ model }], summary: { id: "new" } } as unknown as Trained;
  const plan = {
    isFlat: false,
    scored: [now],
    lastWeek: last,
    model: isFresh ? trained : undefined,
  } as unknown as Plan;
  const history = { lastWeek: last, lastRunId: "r1", lastAccepted: null } as History;
  const featuresOf = ([week]: readonly string[]) =>
    Promise.resolve(`(select * from customer_week where as_of = date '${week}')`);
  await scoreWeeks(duckdbEngine(connection), { playbook: saas, plan, featuresOf, trained, history });
  const found = await rows<{ customer_id: string; first_crossed_on: string | null; is_newly_at_risk: boolean }>(
    connection,
    "select * from score order by customer_id",
  );
  return Object.fromEntries(found.map((s) => [s.customer_id, [s.first_crossed_on, s.is_newly_at_risk]]));
}

describe("with a new model", () => {
  it("last week is scored again, so that nobody is newly at risk because of the switch", async () => {
    expect(await scored({ a: { p: 0.4, signs: [1, 1] } })).toEqual({ a: [last, false] });
  });

  it("who changed since last week is newly at risk, by the new model's reading of both weeks", async () => {
    expect(await scored({ a: { p: 0.45, signs: [0, 1] } })).toEqual({ a: [now, true] });
    expect(await scored({ a: { p: 0.9, crossedOn: "2026-06-01", signs: [0, 1] } })).toEqual({ a: [now, true] });
  });

  it("a clock that runs keeps its start", async () => {
    const running = { p: 0.9, crossedOn: "2026-06-01", signs: [1, 1] as const };
    expect(await scored({ a: running })).toEqual({ a: ["2026-06-01", false] });
  });

  it("a clock stops where the new model sees no risk", async () => {
    expect(await scored({ a: { p: 0.9, crossedOn: "2026-06-01", signs: [1, 0] } })).toEqual({ a: [null, false] });
  });
});

describe("with the model that is still fresh", () => {
  it("last week stands as it was published", async () => {
    const customers = {
      crossed: { p: 0.4, signs: [0, 1] as const },
      running: { p: 0.6, crossedOn: "2026-06-01", signs: [0, 1] as const },
    };
    expect(await scored(customers, true)).toEqual({ crossed: [now, true], running: ["2026-06-01", false] });
  });
});

describe("many weeks", () => {
  const weeks = Array.from({ length: 6 }, (_, i) => addDays(now, 7 * (i - 5)));
  /** One letter a week: at risk, fine, or not there (not yet, or no longer). */
  const life = fc
    .tuple(fc.constantFrom("", " ", "  "), fc.stringMatching(/^[rf]{1,6}$/))
    .map(([before, signs]) => (before + signs).slice(0, 6).padEnd(6));

  async function scoredInBatches(lives: readonly string[], batchRows: number) {
    const connection = await connect();
    const listed = lives.flatMap((signs, c) =>
      [...signs].flatMap((sign, w) =>
        sign === " " ? [] : [`('c${c}', date '${weeks[w]!}', false, ${+(sign === "r")})`],
      ),
    );
    await connection.run(`attach ':memory:' as warehouse; use warehouse.main; ${sqlFile("schema")}; use memory.main;
      create temp table published_week (as_of date, run_id varchar);
      create table feature (customer_id varchar, as_of date, is_lost boolean, sign integer);
      insert into feature values ${listed.join(", ")};
      create table customer_week as select * from feature limit 2`);
    const trained = { models: [{ model }], summary: { id: "new" } } as unknown as Trained;
    const plan = { isFlat: false, scored: weeks, lastWeek: null } as unknown as Plan;
    const featuresOf = (asked: readonly string[]) =>
      Promise.resolve(`(select * from feature where as_of in (${asked.map((week) => `date '${week}'`).join(", ")}))`);
    const history = { lastWeek: null, lastRunId: null, lastAccepted: null } as unknown as History;
    const engine = { ...duckdbEngine(connection), batchRows };
    await scoreWeeks(engine, { playbook: saas, plan, featuresOf, trained, history });
    return rows(connection, "select * exclude (model_id) from score order by as_of, customer_id");
  }

  it("are scored alike, however many at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
        const atOnce = await scoredInBatches(lives, Infinity);
        for (const batchRows of [2, 6]) expect(await scoredInBatches(lives, batchRows)).toEqual(atOnce);
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import { rows } from "../../loaders/query.js";
import { scoresSql } from "../../loaders/score.js";
import { quoteLiteral } from "../../loaders/sqlText.js";
import { crossedOn, isNewlyAtRisk, type LastScore } from "../../src/model/crossing.js";
import { tierOf } from "../../src/model/tier.js";
import { saas } from "../../src/playbooks/saas.js";
import { connect } from "./sources/staging.js";

const first = "2026-05-04";
const week = (i: number): string => addDays(first, 7 * i);

interface Scored {
  readonly p: number | null;
  readonly isLost?: boolean;
}
interface Seed {
  readonly p: number;
  readonly crossedOn: string | null;
}
interface Score {
  readonly customer_id: string;
  readonly as_of: string;
  readonly p: number | null;
  readonly tier: string | null;
  readonly is_lost: boolean;
  readonly first_crossed_on: string | null;
  readonly is_newly_at_risk: boolean;
  readonly previous_p: number | null;
  readonly backfilled: boolean;
  readonly model_id: string;
}

/** Scores of customers by week, oldest first; a seed is what was published for the week before the first. */
async function scores(
  customers: Readonly<Record<string, readonly (Scored | null)[]>>,
  seeds: Readonly<Record<string, Seed>> = {},
): Promise<Score[]> {
  const connection = await connect();
  await connection.run(`create table health (customer_id varchar, as_of date, is_lost boolean, usage double, adoption double,
      engagement double, value double, overall double, coverage double, status varchar);
    create table probability (customer_id varchar, as_of date, p double);
    create table early (customer_id varchar, as_of date, p double);
    create table seed (customer_id varchar, as_of date, p double, first_crossed_on date)`);
  const made = Object.entries(customers).flatMap(([id, weeks]) =>
    weeks.flatMap((scored, i) => (scored ? [{ id, day: week(i), ...scored }] : [])),
  );
  const insert = async (table: string, values: (string | number | boolean | null)[][]) => {
    if (values.length)
      await connection.run(
        `insert into ${table} by name select * from (values ${values
          .map((row) => `(${row.map((value) => quoteLiteral(value)).join(", ")})`)
          .join(
            ", ",
          )}) as t(customer_id, as_of, ${table === "health" ? "is_lost" : "p"}${table === "seed" ? ", first_crossed_on" : ""})`,
      );
  };
  await insert(
    "health",
    made.map(({ id, day, isLost }) => [id, day, isLost ?? false]),
  );
  await insert(
    "probability",
    made.map(({ id, day, p }) => [id, day, p]),
  );
  await insert(
    "seed",
    Object.entries(seeds).map(([id, { p, crossedOn: on }]) => [id, week(-1), p, on]),
  );
  const lastWeek = made
    .map(({ day }) => day)
    .sort()
    .at(-1)!;
  const sql = scoresSql(saas, { modelId: "m-1", lastWeek });
  return rows<Score>(connection, `select * from (${sql}) order by customer_id, as_of`);
}

const at = (...ps: (number | null)[]): (Scored | null)[] => ps.map((p) => (p === null ? null : { p }));
const clocks = (found: readonly Score[]) => found.map((score) => [score.first_crossed_on, score.is_newly_at_risk]);

describe("the tier", () => {
  it("starts above its bound: exactly .7 is high, exactly .5 medium, exactly .3 low", async () => {
    const ps = [0.7, 0.7 + 1e-9, 0.5, 0.5 + 1e-9, 0.3, 0.3 + 1e-9, 0, 1];
    const found = await scores(Object.fromEntries(ps.map((p, i) => [`c${i}`, at(p)])));
    expect(found.map(({ tier }) => tier)).toEqual([
      "high",
      "critical",
      "medium",
      "high",
      "low",
      "medium",
      "low",
      "critical",
    ]);
    expect(found.map(({ tier }) => tier)).toEqual(ps.map((p) => tierOf(p, saas.tiers)));
  });

  it("is none without a probability, and none for the lost, who are scored all the same", async () => {
    const found = await scores({ gone: [{ p: 0.9, isLost: true }], unknown: [{ p: null }] });
    expect(found).toMatchObject([
      { customer_id: "gone", p: 0.9, is_lost: true, tier: null, first_crossed_on: null, is_newly_at_risk: false },
      { customer_id: "unknown", p: null, is_lost: false, tier: null, first_crossed_on: null, is_newly_at_risk: false },
    ]);
  });
});

describe("the clock", () => {
  it("starts at the first crossing and runs on", async () => {
    expect(clocks(await scores({ a: at(0.4, 0.6, 0.9, 0.51) }))).toEqual([
      [null, false],
      [week(1), true],
      [week(1), false],
      [week(1), false],
    ]);
  });

  it("stops at a drop to the line or below, and starts anew at another crossing", async () => {
    expect(clocks(await scores({ a: at(0.2, 0.6, 0.5, 0.6) }))).toEqual([
      [null, false],
      [week(1), true],
      [null, false],
      [week(3), true],
    ]);
  });

  it("starts at a first score above the line, where nobody is newly at risk: there is no before", async () => {
    const found = await scores({ a: at(0.8, 0.8), late: at(null, 0.8) });
    expect(clocks(found)).toEqual([
      [week(0), false],
      [week(0), false],
      [week(1), false],
    ]);
  });

  it("goes on from the week that was published last", async () => {
    const seeds = {
      running: { p: 0.6, crossedOn: "2026-04-06" },
      calm: { p: 0.5, crossedOn: null },
      dropping: { p: 0.6, crossedOn: "2026-04-06" },
    };
    const found = await scores({ running: at(0.7), calm: at(0.7), dropping: at(0.4, 0.6) }, seeds);
    expect(found.map((s) => [s.customer_id, s.first_crossed_on, s.is_newly_at_risk, s.previous_p])).toEqual([
      ["calm", week(0), true, 0.5],
      ["dropping", null, false, 0.6],
      ["dropping", week(1), true, 0.4],
      ["running", "2026-04-06", false, 0.6],
    ]);
  });

  it("stands still for the lost", async () => {
    const found = await scores({ a: [{ p: 0.6 }, { p: 0.9, isLost: true }] }, { a: { p: 0.2, crossedOn: null } });
    expect(clocks(found)).toEqual([
      [week(0), true],
      [null, false],
    ]);
  });

  it("is the model's, whatever the history", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            seed: fc.option(fc.constantFrom(0.2, 0.5, 0.6, 0.9)),
            ps: fc.array(fc.constantFrom(0.1, 0.5, 0.500001, 0.7, 0.95), { minLength: 1, maxLength: 8 }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        async (histories) => {
          const names = histories.map((_, i) => `c${String(i).padStart(2, "0")}`);
          const start = (seed: number | null) =>
            seed === null ? undefined : { p: seed, crossedOn: seed > 0.5 ? "2026-03-02" : undefined };
          const seeds = histories.flatMap(({ seed }, i) =>
            seed === null ? [] : [[names[i]!, { p: seed, crossedOn: start(seed)!.crossedOn ?? null }] as const],
          );
          const found = await scores(
            Object.fromEntries(histories.map(({ ps }, i) => [names[i]!, at(...ps)])),
            Object.fromEntries(seeds),
          );
          const expected = histories.flatMap(({ seed, ps }) => {
            let last: LastScore | undefined = start(seed);
            return ps.map((p, i) => {
              const on = crossedOn(p, week(i), last);
              const isNew = isNewlyAtRisk(p, last);
              last = { p, crossedOn: on };
              return [on ?? null, isNew];
            });
          });
          expect(clocks(found)).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    ));
});

describe("a score", () => {
  it("says which model gave it, and whether its week was filled in afterwards", async () => {
    const found = await scores({ a: at(0.1, 0.2, 0.3) });
    expect(found.map((s) => [s.as_of, s.backfilled, s.model_id])).toEqual([
      [week(0), true, "m-1"],
      [week(1), true, "m-1"],
      [week(2), false, "m-1"],
    ]);
  });
});

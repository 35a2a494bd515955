import { describe, expect, it } from "vitest";
import { addDays } from "../../../loaders/calendar.js";
import { rows, sqlFile } from "../../../loaders/query.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { stage, type Row, type Tables } from "../../support/staging.js";

const cutoff = "2026-06-29";
const scored = "2026-05-18";
const after = (days: number): string => addDays(scored, days);

interface Outcome {
  readonly customer_id: string;
  readonly as_of: string;
  readonly label: number;
  readonly weight: number;
}
async function outcomes(tables: Tables, history: readonly [string, string, number | null][]): Promise<Outcome[]> {
  const connection = await stage(aftersales, tables);
  await connection.run(`create table score_history (customer_id varchar, as_of date, p double);
    create table params as select 365 as horizon_days, date '${cutoff}' as cutoff, 0.1::double as holdout_share`);
  for (const [id, day, p] of history)
    await connection.run("insert into score_history values (?, ?::date, ?)", [id, day, p]);
  return rows<Outcome>(connection, `from (${sqlFile("training/outcomes_30")}) order by customer_id, as_of`);
}
const one = async (interventions: readonly Row[], customer: Row = {}) =>
  outcomes({ customers: [{ customer_id: "a", ...customer }], interventions }, [["a", scored, 0.2]]);
const intervention = (arm: string | null, assigned: number, contacted: number | null = null): Row => ({
  ...{ intervention_id: `${arm}${assigned}`, customer_id: "a", arm, assigned_on: after(assigned) },
  contacted_on: contacted === null ? null : after(contacted),
});

describe("outcomes over 30 days", () => {
  it("are lost for those who ended in (as_of, as_of + 30]", async () => {
    const ends = { a: 1, b: 30, c: 31, d: null, e: 0 };
    const customers = Object.entries(ends).map(([customer_id, days]) => ({
      ...{ customer_id, ended_on: days === null ? null : after(days) },
    }));
    const found = await outcomes(
      { customers },
      Object.keys(ends).map((id) => [id, scored, 0.2]),
    );
    // who had ended by as_of has no outcome
    expect(found.map(({ customer_id, label }) => [customer_id, label])).toEqual([
      ["a", 1],
      ["b", 1],
      ["c", 0],
      ["d", 0],
    ]);
  });

  it("count once their 30 days have passed, one a customer and month: the last", async () => {
    const days = ["2026-05-04", "2026-05-25", "2026-05-30", "2026-05-31", "2026-04-27"];
    const found = await outcomes(
      { customers: [{ customer_id: "a" }] },
      days.map((day) => ["a", day, 0.2]),
    );
    expect(found.map(({ as_of }) => as_of)).toEqual(["2026-04-27", "2026-05-30"]);
  });

  it("count who left within a month once, not at an own last week as well", async () => {
    const weeks = ["2026-04-27", "2026-05-04", "2026-05-11", "2026-05-18", "2026-05-25"];
    const customers = [
      { customer_id: "stays", ended_on: null },
      { customer_id: "leaves", ended_on: "2026-05-20" },
    ];
    const history = weeks.flatMap((week) =>
      customers
        .filter(({ ended_on: end }) => !end || end > week)
        .map(({ customer_id: id }): [string, string, number] => [id, week, 0.2]),
    );
    const found = await outcomes({ customers }, history);
    expect(found.map(({ customer_id, as_of, label }) => [customer_id, as_of, label])).toEqual([
      ["leaves", "2026-04-27", 1],
      ["stays", "2026-04-27", 0],
      ["stays", "2026-05-25", 0],
    ]);
  });

  it("need a score", async () => {
    expect(await outcomes({ customers: [{ customer_id: "a" }] }, [["a", scored, null]])).toEqual([]);
  });

  it("leave out who was assigned to a programme within a horizon before, or until the end", async () => {
    expect(await one([intervention("call", -364)])).toEqual([]);
    expect(await one([intervention("call", 30)])).toEqual([]);
    expect(await one([intervention("call", -365)])).toHaveLength(1);
    expect(await one([intervention("call", 31)])).toHaveLength(1);
  });

  it("leave out who was contacted then, though assigned before", async () => {
    expect(await one([intervention("call", -380, -360)])).toEqual([]);
    expect(await one([intervention(null, -380, 30)])).toEqual([]);
    expect(await one([intervention("call", -380, -365)])).toMatchObject([{ weight: 1 }]);
  });

  it("weight the holdout, which stands for those left out", async () => {
    expect(await one([intervention("holdout", -20)])).toMatchObject([{ weight: 10 }]);
    expect(await one([intervention("holdout", -20), intervention("call", 10)])).toEqual([]);
    expect(await one([])).toMatchObject([{ weight: 1 }]);
  });
});

import { describe, expect, it } from "vitest";
import { addDays } from "../../../../loaders/calendar.js";
import { aftersales } from "../../../../src/playbooks/aftersales.js";
import { featuresAt, type Row, type Tables } from "../../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const owner = { customer_id: "a", started_on: "2020-01-01", expected_visits_per_year: 2, vehicle_year: 2020 };
const kinds = [
  { kind: "maintenance", is_core: true },
  { kind: "booking", is_core: true },
  { kind: "repair", is_core: false },
  { kind: "wash", is_core: false },
];

let visitNumber = 0;
const visit = (days: number, more: Row = {}): Row => ({
  visit_id: `v${String(++visitNumber).padStart(4, "0")}`,
  customer_id: "a",
  date: ago(days),
  kind: "maintenance",
  ...more,
});
const of = async (visits: readonly Row[], customer: Row = owner, more: Tables = {}): Promise<Row> =>
  (await featuresAt(aftersales, asOf, { customers: [customer], visits, service_kinds: kinds, ...more }))["a"]!;

describe("visits in 12 months", () => {
  it("are those of the last 365 days, as_of included", async () => {
    expect(await of([visit(0), visit(364), visit(365), visit(-1)])).toMatchObject({ visits_12m: 2, visit_ratio: 1 });
  });

  it("have no ratio where the number expected is unknown or none", async () => {
    for (const expected of [null, 0])
      expect(await of([visit(1)], { ...owner, expected_visits_per_year: expected })).toMatchObject({
        visits_12m: 1,
        visit_ratio: null,
      });
  });

  it("are 0 for a customer of 30 days or more without a row, and missing before", async () => {
    const young = (days: number) => of([], { ...owner, started_on: ago(days) });
    expect(await young(30)).toMatchObject({ visits_12m: 0, spend_12m: 0, kinds_used: 0, core_kinds_used: 0 });
    expect(await young(29)).toMatchObject({ visits_12m: null, spend_12m: null, kinds_used: null, visit_ratio: null });
  });

  it("are missing for everybody when there is no table of visits", async () => {
    const found = await featuresAt(aftersales, asOf, { customers: [owner] });
    expect(found["a"]).toMatchObject({ visits_12m: null, days_overdue: null, kinds_offered: null, spend_12m: null });
  });
});

describe("spend", () => {
  it("adds up in each of two 365-day windows, and the trend compares them", async () => {
    const visits = [
      visit(0, { spend: 30 }),
      visit(364, { spend: 40 }),
      visit(365, { spend: 60 }),
      visit(729, { spend: 40 }),
    ];
    expect(await of([...visits, visit(730, { spend: 1000 })])).toMatchObject({
      spend_12m: 70,
      spend_prior_12m: 100,
      spend_trend: expect.closeTo(-0.3, 12) as number,
    });
  });

  it("has no trend where the year before had none", async () => {
    expect(await of([visit(1, { spend: 30 })])).toMatchObject({ spend_12m: 30, spend_trend: null });
    expect(await of([visit(1, { spend: 30 }), visit(400, { spend: 0 })])).toMatchObject({ spend_trend: null });
  });

  it("that was not recorded counts as none, the visit as one", async () => {
    expect(await of([visit(1, { spend: null }), visit(2, { spend: 5 })])).toMatchObject({
      visits_12m: 2,
      spend_12m: 5,
    });
  });
});

describe("the percentile of 12-month spend", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((customer_id): Row => ({ ...owner, customer_id })) as [
    Row,
    Row,
    Row,
    Row,
  ];
  const spent = (amounts: Record<string, number>) =>
    Object.entries(amounts).map(([customer_id, spend]) => visit(1, { customer_id, spend }));
  const percentiles = async (made: readonly Row[], visits: readonly Row[]) => {
    const found = await featuresAt(aftersales, asOf, { customers: made, visits, service_kinds: kinds });
    return Object.fromEntries(Object.entries(found).map(([id, { spend_percentile }]) => [id, spend_percentile]));
  };

  it("is the mid-rank: equal spend gets equal points", async () => {
    // ranks 1, 2.5, 2.5, 4 of 4, less a half, over 4
    expect(await percentiles([a, b, c, d], spent({ a: 10, b: 20, c: 20, d: 30 }))).toEqual({
      a: 12.5,
      b: 50,
      c: 50,
      d: 87.5,
    });
  });

  it("compares cars of one age only", async () => {
    const mixed = [a, b, { ...c, vehicle_year: 2024 }, { ...d, vehicle_year: 2024 }];
    expect(await percentiles(mixed, spent({ a: 1, b: 2, c: 1000, d: 2000 }))).toEqual({ a: 25, b: 75, c: 25, d: 75 });
  });

  it("leaves those out whose spend is not known yet", async () => {
    const young = { ...owner, customer_id: "c", started_on: ago(5) };
    expect(await percentiles([a, b, young], spent({ a: 1, b: 2 }))).toEqual({ a: 25, b: 75, c: null });
  });

  it("compares the active with the active, whether the week keeps the lost or not", async () => {
    const lost = { ...c, ended_on: ago(100) };
    expect(await percentiles([a, b, lost], spent({ a: 1, b: 2 }))).toMatchObject({ a: 25, b: 75 });
  });
});

describe("kinds of service", () => {
  it("count once each in 12 months, core ones apart, against what is on offer", async () => {
    const visits = [visit(3), visit(9), visit(364, { kind: "repair" }), visit(365, { kind: "wash" })];
    expect(await of(visits)).toMatchObject({ kinds_used: 2, core_kinds_used: 1, kinds_offered: 4, core_kinds: 2 });
  });

  it("that nobody listed count as no kind", async () => {
    expect(await of([visit(3, { kind: "painting" })])).toMatchObject({ visits_12m: 1, kinds_used: 0 });
  });

  it("are missing without the list, and so is what hangs on it; the visits are not", async () => {
    const found = await featuresAt(aftersales, asOf, { customers: [owner], visits: [visit(3)] });
    expect(found["a"]).toMatchObject({ visits_12m: 1, kinds_used: null, core_kinds_used: null, kinds_offered: null });
  });

  it("may be many", async () => {
    const service_kinds = Array.from({ length: 300 }, (_, i) => ({ kind: `kind ${i}`, is_core: i % 2 === 0 }));
    const visits = service_kinds.map(({ kind }) => visit(3, { kind }));
    const found = await of(visits, owner, { service_kinds });
    expect(found).toMatchObject({ kinds_used: 300, core_kinds_used: 150, kinds_offered: 300, core_kinds: 150 });
  });
});

describe("the last visit", () => {
  it("is the latest by date, and by id within a day", async () => {
    const visits = [
      visit(5, { visit_id: "x2", wait_minutes: 95, satisfaction: 2 }),
      visit(5, { visit_id: "x1", wait_minutes: 10, satisfaction: 5 }),
      visit(50, { wait_minutes: 30, satisfaction: 4 }),
    ];
    expect(await of(visits)).toMatchObject({ last_wait_minutes: 95, last_satisfaction: 2, days_since_visit: 5 });
  });

  it("says how long it took, or nothing: an older wait is not the last one", async () => {
    expect(await of([visit(5), visit(50, { wait_minutes: 120 })])).toMatchObject({ last_wait_minutes: null });
  });

  it("counts from the start for a customer without one, and nobody looks further back than two years", async () => {
    expect(await of([], { ...owner, started_on: ago(40) })).toMatchObject({ days_since_visit: 40 });
    expect(await of([])).toMatchObject({ days_since_visit: 730 });
    expect(await of([visit(729)])).toMatchObject({ days_since_visit: 729 });
    expect(await of([visit(900)])).toMatchObject({ days_since_visit: 730 });
  });
});

describe("the last three ratings", () => {
  it("are the three newest that were given, unrated visits aside", async () => {
    const ratings = [5, null, 3, null, 2, 1].map((satisfaction, i) => visit(10 + 10 * i, { satisfaction }));
    expect(await of(ratings)).toMatchObject({
      last_satisfaction: 5,
      satisfaction_mean_3: expect.closeTo(10 / 3, 12) as number,
    });
  });

  it("may be fewer, or none", async () => {
    expect(await of([visit(1, { satisfaction: 4 }), visit(2)])).toMatchObject({ satisfaction_mean_3: 4 });
    expect(await of([visit(1)])).toMatchObject({ satisfaction_mean_3: null, last_satisfaction: null });
  });
});

describe("days overdue", () => {
  it("count from the due date that was stated", async () => {
    expect(await of([visit(100, { next_due_on: ago(48) })])).toMatchObject({ days_overdue: 48 });
    expect(await of([visit(100, { next_due_on: addDays(asOf, 3) })])).toMatchObject({ days_overdue: 0 });
  });

  it("count from the last visit and the usual interval where none was stated", async () => {
    // two a year: 365 / 2 = 182.5, rounded half to even as the engine does: 182 or 183 days after the visit
    const { days_overdue } = await of([visit(200)], { ...owner, expected_visits_per_year: 1 });
    expect(days_overdue).toBe(0);
    expect(await of([visit(400)], { ...owner, expected_visits_per_year: 1 })).toMatchObject({ days_overdue: 35 });
  });

  it("keep a stated date through a visit in between that states none", async () => {
    const visits = [visit(300, { next_due_on: ago(20) }), visit(90, { kind: "repair" })];
    expect(await of(visits)).toMatchObject({ days_overdue: 20 });
  });

  it("start anew with a visit on or after the stated date", async () => {
    const visits = [visit(300, { next_due_on: ago(120) }), visit(120)];
    expect(await of(visits, { ...owner, expected_visits_per_year: 1 })).toMatchObject({ days_overdue: 0 });
  });

  it("count from the start for a customer that never came", async () => {
    const customer = { ...owner, started_on: ago(400), expected_visits_per_year: 1 };
    expect(await of([], customer)).toMatchObject({ days_overdue: 35 });
  });

  it("are missing where neither a date nor an interval is known", async () => {
    expect(await of([visit(100)], { ...owner, expected_visits_per_year: null })).toMatchObject({ days_overdue: null });
    expect(await of([visit(100)], { ...owner, expected_visits_per_year: 0 })).toMatchObject({ days_overdue: null });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../../../loaders/calendar.js";
import { saas } from "../../../../src/playbooks/saas.js";
import { build, featureRows, featuresAt, stage, type Row } from "../../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const account = { customer_id: "a", started_on: "2020-01-01" };
const use = (user_id: string, days: number, events = 1): Row => ({
  customer_id: "a",
  user_id,
  date: ago(days),
  events,
});
const of = async (usage: readonly Row[], customer: Row = account): Promise<Row> =>
  (await featuresAt(saas, asOf, { customers: [customer], usage }))["a"]!;
const close = (value: number): number => expect.closeTo(value, 12) as number;

describe("active users", () => {
  it("a day are the mean over 7 days of each day's distinct users", async () => {
    // 2 users today, 1 six days ago; the one seven days ago is outside
    expect(await of([use("u", 0), use("v", 0), use("u", 6), use("w", 7)])).toMatchObject({ dau: close(3 / 7) });
  });

  it("a month are the distinct users of 30 days, a week those of 7", async () => {
    const rows = [use("u", 0), use("u", 29), use("v", 6), use("w", 7), use("x", 29), use("y", 30), use("z", -1)];
    expect(await of(rows)).toMatchObject({ mau: 4, active_users_7: 2, stickiness: close(2 / 7 / 4) });
  });

  it("are those with an event", async () => {
    expect(await of([use("u", 0, 0), use("v", 1, 2)])).toMatchObject({ mau: 1, active_users_7: 1, active_days_30: 1 });
  });

  it("of two accounts are two, whatever they are called", async () => {
    const usage = [use("u", 0), { ...use("u", 3), customer_id: "b" }];
    const found = await featuresAt(saas, asOf, { customers: [account, { ...account, customer_id: "b" }], usage });
    expect([found["a"]?.mau, found["b"]?.mau]).toEqual([1, 1]);
  });

  it("are none in 7 days though active in 30", async () => {
    expect(await of([use("u", 7)])).toMatchObject({ dau: 0, active_users_7: 0, mau: 1, stickiness: 0 });
  });

  it("have no ratio where nobody was active", async () => {
    expect(await of([])).toMatchObject({ dau: 0, mau: 0, stickiness: null });
  });
});

describe("the usage trend", () => {
  it("compares events of the last 30 days with those of the 30 before", async () => {
    const rows = [use("u", 0, 40), use("u", 29, 50), use("u", 30, 60), use("u", 59, 40), use("u", 60, 1000)];
    expect(await of(rows)).toMatchObject({ events_30: 90, events_prior_30: 100, usage_trend: close(-0.1) });
  });

  it("is missing where there was nothing before", async () => {
    expect(await of([use("u", 3, 5)])).toMatchObject({ events_30: 5, events_prior_30: 0, usage_trend: null });
    expect(await of([])).toMatchObject({ events_30: 0, events_prior_30: 0, usage_trend: null });
  });

  it("is -1 where all use has stopped", async () => {
    expect(await of([use("u", 31, 5)])).toMatchObject({ events_30: 0, usage_trend: -1 });
  });
});

describe("activity", () => {
  it("counts days with an event in 30, and days since the last, two months at most", async () => {
    expect(await of([use("u", 4), use("v", 4), use("u", 29), use("u", 30)])).toMatchObject({
      active_days_30: 2,
      days_since_active: 4,
    });
    expect(await of([use("u", 59)])).toMatchObject({ active_days_30: 0, days_since_active: 59 });
    expect(await of([use("u", 70)])).toMatchObject({ days_since_active: 60 });
    expect(await of([], { ...account, started_on: ago(40) })).toMatchObject({ days_since_active: 40 });
  });
});

describe("a missing row", () => {
  const zero = { mau: 0, dau: 0, active_users_7: 0, active_days_30: 0, events_30: 0, events_prior_30: 0 };
  const missing = { mau: null, dau: null, active_users_7: null, active_days_30: null, events_30: null };

  it("means nothing happened, for a customer of 30 days or more, or with an unknown start", async () => {
    expect(await of([], { ...account, started_on: ago(30) })).toMatchObject(zero);
    expect(await of([], { ...account, started_on: null })).toMatchObject(zero);
  });

  it("says nothing yet about a newer one, nor about anybody without the table", async () => {
    expect(await of([], { ...account, started_on: ago(29) })).toMatchObject(missing);
    expect((await featuresAt(saas, asOf, { customers: [account] }))["a"]).toMatchObject(missing);
  });

  it("counts as quiet days of a new customer that has used the product", async () => {
    const young = { ...account, started_on: ago(20) };
    expect(await of([use("u", 10, 4)], young)).toMatchObject({ mau: 1, active_users_7: 0, dau: 0, events_30: 4 });
  });
});

/** By the definitions, a window at a time, from days before `asOf`. */
function counted(days: readonly { user: number; before: number; events: number }[], at: number) {
  const within = (window: number) => days.filter(({ before }) => before >= at && before < at + window);
  const users = (window: number) => new Set(within(window).map(({ user }) => user)).size;
  const sum = (some: typeof days) => some.reduce((total, { events }) => total + events, 0);
  const last = Math.min(60, ...within(60).map(({ before }) => before - at));
  return {
    ...{ mau: users(30), active_users_7: users(7), dau: close(within(7).length / 7) },
    active_days_30: new Set(within(30).map(({ before }) => before)).size,
    events_30: sum(within(30)),
    events_prior_30: sum(within(60)) - sum(within(30)),
    days_since_active: last,
  };
}

describe("every window", () => {
  // two years and more: numbers of bits hold 52 weeks each
  const userDay = fc.record({ user: fc.nat(3), before: fc.nat(900), events: fc.integer({ min: 1, max: 9 }) });
  const userDays = fc.uniqueArray(userDay, {
    selector: ({ user, before }) => `${user} ${before}`,
    ...{ minLength: 100, maxLength: 400 },
  });

  it("counts what a count by hand does, in whichever weeks and on whichever weekdays a run looks", async () => {
    const weeks = fc.uniqueArray(fc.nat(840), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(userDays, weeks, async (days, before) => {
        const usage = days.map(({ user, before: ago_, events }) => use(`u${user}`, ago_, events));
        const tables = { customers: [account], usage };
        const connection = await stage(saas, tables);
        const wanted = before.map((at) => ({ asOf: ago(at), withLost: true }));
        await build(connection, saas, wanted, tables);
        for (const { asOf: week } of wanted)
          expect((await featureRows(connection, week))["a"]).toMatchObject(counted(days, daysBetween(week, asOf)));
        connection.closeSync();
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});

import { describe, expect, it } from "vitest";
import { addDays } from "../../../../loaders/calendar.js";
import { aftersales } from "../../../../src/playbooks/aftersales.js";
import { saas } from "../../../../src/playbooks/saas.js";
import { featuresAt, type Row } from "../../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const account = { customer_id: "a", started_on: "2020-01-01" };
const touch = (kind: string, days: number, count: number): Row => ({ customer_id: "a", kind, date: ago(days), count });

describe("contacts", () => {
  it("add up: document views over 30 days, contacts and trainings over 90, as_of included", async () => {
    const days = [-1, 0, 29, 30, 89, 90];
    const touches = ["doc_view", "csm_contact", "training", "advisor_contact"].flatMap((kind) =>
      // one more digit a day says which days were taken
      days.map((day, i) => touch(kind, day, 10 ** i)),
    );
    const found = await featuresAt(saas, asOf, { customers: [account], touches });
    expect(found["a"]).toMatchObject({
      doc_views_30: 110,
      csm_contacts_90: 11110,
      trainings_90: 11110,
      advisor_contacts_90: 11110,
    });
  });

  it("are none for a settled customer without a row, unknown for a new one and without the table", async () => {
    const customers = [account, { customer_id: "b", started_on: ago(29) }, { customer_id: "c", started_on: null }];
    const present = await featuresAt(aftersales, asOf, { customers, touches: [] });
    expect(present["a"]).toMatchObject({ doc_views_30: 0, advisor_contacts_90: 0 });
    expect(present["b"]).toMatchObject({ doc_views_30: null, advisor_contacts_90: null });
    expect(present["c"]).toMatchObject({ doc_views_30: 0, advisor_contacts_90: 0 });
    const absent = await featuresAt(aftersales, asOf, { customers });
    expect(absent["a"]).toMatchObject({ doc_views_30: null, advisor_contacts_90: null });
  });
});

describe("app activity", () => {
  const session = (days: number, sessions: number): Row => ({ customer_id: "a", date: ago(days), sessions });
  const of = async (app_activity: readonly Row[], customer: Row = account) =>
    (await featuresAt(aftersales, asOf, { customers: [customer], app_activity }))["a"]!;

  it("adds up sessions over 30 and 90 days, as_of included", async () => {
    const days = [-1, 0, 29, 30, 89, 90].map((day, i) => session(day, 10 ** i));
    expect(await of(days)).toMatchObject({ app_sessions_30: 110, app_sessions_90: 11110, days_since_app: 0 });
  });

  it("looks for the last session with one, a year back at most", async () => {
    expect(await of([session(3, 0), session(60, 1)])).toMatchObject({ days_since_app: 60, app_sessions_30: 0 });
    expect(await of([session(364, 1)])).toMatchObject({ days_since_app: 364 });
    expect(await of([session(365, 1)])).toMatchObject({ days_since_app: 365 });
    expect(await of([session(500, 1)])).toMatchObject({ days_since_app: 365 });
  });

  it("counts from the start for a customer that never opened the app", async () => {
    expect(await of([], { ...account, started_on: ago(70) })).toMatchObject({ days_since_app: 70, app_sessions_30: 0 });
    expect(await of([], { ...account, started_on: ago(20) })).toMatchObject({ app_sessions_30: null });
  });

  it("is missing without the table", async () => {
    const absent = await featuresAt(aftersales, asOf, { customers: [account] });
    expect(absent["a"]).toMatchObject({ app_sessions_30: null, app_sessions_90: null, days_since_app: null });
  });
});

describe("value", () => {
  const of = async (value: readonly Row[]) =>
    (await featuresAt(saas, asOf, { customers: [account, { ...account, customer_id: "b" }], value }))["a"]!;
  const score = (days: number, value_score: number, customer_id = "a"): Row => ({
    customer_id,
    date: ago(days),
    value_score,
  });

  it("is the newest score not after as_of", async () => {
    expect(await of([score(200, 40), score(20, 55), score(-1, 90), score(1, 99, "b")])).toMatchObject({
      value_score: 55,
    });
    expect(await of([score(0, 61), score(1, 55)])).toMatchObject({ value_score: 61 });
  });

  it("is missing, not 0, for a customer without one", async () => {
    expect(await of([score(-1, 90)])).toMatchObject({ value_score: null });
    const absent = await featuresAt(saas, asOf, { customers: [account] });
    expect(absent["a"]).toMatchObject({ value_score: null });
  });
});

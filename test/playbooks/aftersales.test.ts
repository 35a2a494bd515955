import { describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { healthOf } from "../support/health.js";
import type { Row } from "../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const owner = (id: string): Row => ({
  ...{ customer_id: id, started_on: "2020-01-01", vehicle_year: 2020, expected_visits_per_year: 4 },
});
const visit = (visit_id: string, customer_id: string, days: number, more: Row): Row => ({
  ...{ visit_id, customer_id, date: ago(days), ...more },
});
const close = (value: number): number => expect.closeTo(value, 9) as number;

const files = {
  customers: [owner("a"), owner("b")],
  service_kinds: [
    { kind: "maintenance", is_core: true },
    { kind: "app_booking", is_core: true },
    { kind: "repair", is_core: false },
    { kind: "wash", is_core: false },
    { kind: "tyres", is_core: false },
  ],
  visits: [
    visit("1", "a", 200, { kind: "maintenance", spend: 400, satisfaction: 5, next_due_on: ago(190) }),
    visit("2", "a", 150, { kind: "repair", spend: 100, satisfaction: 4, wait_minutes: 40, next_due_on: ago(45) }),
    visit("3", "a", 120, { kind: "repair", spend: 0, satisfaction: 3, wait_minutes: 91, next_due_on: ago(45) }),
    visit("4", "a", 500, { kind: "wash", spend: 1000, satisfaction: 1 }),
    visit("5", "b", 10, { kind: "wash", spend: 90, satisfaction: 2, next_due_on: addDays(asOf, 90) }),
  ],
  tickets: [
    { ticket_id: "1", customer_id: "a", opened_at: `${ago(300)} 09:00:00`, resolved_at: `${ago(290)} 09:00:00` },
    { ticket_id: "2", customer_id: "a", opened_at: `${ago(8)} 09:00:00`, resolved_at: null },
  ],
  app_activity: [
    { customer_id: "a", date: ago(10), sessions: 4 },
    { customer_id: "b", date: ago(60), sessions: 1 },
    { customer_id: "b", date: ago(61), sessions: 9 },
  ],
  touches: [{ customer_id: "a", date: ago(80), kind: "advisor_contact", count: 1 }],
};

describe("an owner, from files to score", () => {
  it("that comes less often and later than due", async () => {
    const { a } = await healthOf(aftersales, asOf, files);
    expect(a).toMatchObject({
      // 3 of 4 visits, 45 days overdue
      usage: close(60 * 0.75 + 40 * 0.5),
      // 2 of 5 kinds, 1 of 2 core ones
      adoption: close(100 * (0.4 * 0.4 + 0.6 * 0.5)),
      // half of the complaints resolved, 4 sessions, 1 contact
      engagement: close(15 + 12 + 10),
      // the higher spend of two: percentile 75; ratings 5, 4, 3: a mean of 4, 75 points
      value: close(75),
      overall: close(0.3 * 65 + 0.25 * 46 + 0.25 * 37 + 0.2 * 75),
      coverage: 1,
      status: "deteriorating",
    });
    // spend fell from 1,000 to 500; a rating of 3 is no low one
    expect(a!.riskFactors).toEqual(["overdue", "long_wait", "spend_down", "complaint_open"]);
  });

  it("that is new to the app and rarely rated well", async () => {
    const { b } = await healthOf(aftersales, asOf, files);
    expect(b).toMatchObject({
      usage: close(60 * 0.25 + 40),
      adoption: close(100 * 0.4 * 0.2),
      engagement: 30,
      value: close(0.5 * 25 + 0.5 * 25),
      coverage: 1,
    });
    expect(b!.riskFactors).toEqual(["low_rating"]);
  });

  it("without any visit to rate has no value component", async () => {
    const { a } = await healthOf(aftersales, asOf, { ...files, visits: files.visits.slice(4) });
    expect(a).toMatchObject({ value: null, coverage: close(0.8), adoption: 0 });
  });
});

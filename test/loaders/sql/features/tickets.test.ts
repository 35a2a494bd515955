import { describe, expect, it } from "vitest";
import { addDays } from "../../../../loaders/calendar.js";
import { saas } from "../../../../src/playbooks/saas.js";
import { featuresAt, type Row } from "../../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const account = { customer_id: "a", started_on: "2020-01-01" };

let ticketNumber = 0;
const ticket = (opened: string, resolved: string | null = null): Row => ({
  ticket_id: `t${++ticketNumber}`,
  customer_id: "a",
  opened_at: opened,
  resolved_at: resolved,
});
const of = async (tickets: readonly Row[], customer: Row = account): Promise<Row> =>
  (await featuresAt(saas, asOf, { customers: [customer], tickets }))["a"]!;

describe("tickets", () => {
  it("count by the day they were opened, in 30 and 365 days, as_of included to its last minute", async () => {
    const opened = [0, 29, 30, 364, 365].map((days) => ticket(`${ago(days)} 23:59:00`));
    expect(await of([...opened, ticket(`${ago(-1)} 00:00:00`)])).toMatchObject({ tickets_30: 2, tickets_365: 4 });
  });

  it("resolved later than as_of are still open", async () => {
    const tickets = [
      ticket(`${ago(10)} 09:00:00`, `${ago(0)} 18:00:00`),
      ticket(`${ago(9)} 09:00:00`, `${ago(-1)} 00:00:00`),
    ];
    expect(await of(tickets)).toMatchObject({ resolved_rate_30: 0.5, open_tickets: 1, oldest_open_days: 9 });
  });

  it("stay open however old they are", async () => {
    expect(await of([ticket(`${ago(500)} 12:00:00`)])).toMatchObject({
      tickets_365: 0,
      open_tickets: 1,
      oldest_open_days: 500,
    });
  });

  it("have a resolved share of those opened in the window, and none where none was opened", async () => {
    const old = [40, 50, 60].map((days) => ticket(`${ago(days)} 12:00:00`, `${ago(days - 1)} 12:00:00`));
    expect(await of([...old, ticket(`${ago(100)} 12:00:00`)])).toMatchObject({
      resolved_rate_30: null,
      resolved_rate_365: 0.75,
    });
  });

  it("are none for a settled customer without a row, unknown for a new one and without the table", async () => {
    expect(await of([])).toMatchObject({ tickets_30: 0, open_tickets: 0, oldest_open_days: 0, resolved_rate_30: null });
    expect(await of([], { ...account, started_on: ago(29) })).toMatchObject({ tickets_30: null, open_tickets: null });
    const absent = await featuresAt(saas, asOf, { customers: [account] });
    expect(absent["a"]).toMatchObject({ tickets_30: null, open_tickets: null, oldest_open_days: null });
  });

  it("of a new customer count as they come", async () => {
    const young = { ...account, started_on: ago(10) };
    expect(await of([ticket(`${ago(2)} 12:00:00`)], young)).toMatchObject({ tickets_30: 1, open_tickets: 1 });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../../loaders/calendar.js";
import { aftersales } from "../../../../src/playbooks/aftersales.js";
import { saas } from "../../../../src/playbooks/saas.js";
import type { Playbook, TableName } from "../../../../src/playbooks/types.js";
import { build, featureRows, featuresAt, insert, stage, type Row, type Tables } from "../../../support/staging.js";

const asOf = "2026-06-29";
const day = (offset: number): string => addDays(asOf, offset);
const ids = ["a", "b", "c", "d", "e"];

const dictionaries: Tables = {
  service_kinds: [
    { kind: "maintenance", is_core: true },
    { kind: "repair", is_core: false },
  ],
  features: [
    { feature: "board", is_core: true, is_high_value: false },
    { feature: "chat", is_core: false, is_high_value: true },
  ],
};

/** Rows of every dated table; `offset` is days after as_of. */
const event = fc.record({ id: fc.constantFrom(...ids), offset: fc.integer({ min: -800, max: 0 }), size: fc.nat(9) });
type Event = { id: string; offset: number; size: number };
const makers: Partial<Record<TableName, (event: Event, n: number) => Row>> = {
  visits: ({ id, offset, size }, n) => ({
    ...{ visit_id: `${n}`, customer_id: id, date: day(offset), kind: size % 2 ? "maintenance" : "repair" },
    ...{ spend: 10 * size, wait_minutes: size ? 15 * size : null, satisfaction: size % 3 ? 1 + (size % 5) : null },
    next_due_on: size % 4 ? day(offset + 50 * size) : null,
  }),
  app_activity: ({ id, offset, size }) => ({ customer_id: id, date: day(offset), sessions: size }),
  usage: ({ id, offset, size }) => ({ customer_id: id, user_id: `u${size % 4}`, date: day(offset), events: size }),
  feature_usage: ({ id, offset, size }) => ({
    ...{ customer_id: id, feature: size % 2 ? "board" : "chat" },
    ...{ date: day(offset), events: size },
  }),
  tickets: ({ id, offset, size }, n) => ({
    ...{ ticket_id: `${n}`, customer_id: id, opened_at: `${day(offset)} 12:00:00` },
    resolved_at: size < 5 ? `${day(Math.min(0, offset + size))} 12:00:00` : null,
  }),
  touches: ({ id, offset, size }) => ({
    ...{ customer_id: id, date: day(offset), count: size },
    kind: ["doc_view", "csm_contact", "training", "advisor_contact"][size % 4]!,
  }),
  value: ({ id, offset, size }) => ({ customer_id: id, date: day(offset), value_score: 10 * size }),
};

/** Near days more often than far ones: windows end at 7, 30, 60, 90 and 365. */
const past = fc.array(
  fc.oneof(
    event,
    event.map((e) => ({ ...e, offset: -(-e.offset % 100) })),
  ),
  { minLength: 20, maxLength: 80 },
);
const future = fc.array(
  event.map((e) => ({ ...e, offset: 1 - e.offset })),
  { minLength: 5, maxLength: 20 },
);
const customers = (endedOn: string | null): Row[] =>
  ids.map((customer_id, i) => ({
    ...{ customer_id, started_on: day([-3000, -400, -30, -29, -5][i]!), ended_on: endedOn },
  }));

function tablesOf(playbook: Playbook, events: readonly Event[], from = 0): Tables {
  const made: [string, Row[]][] = [];
  for (const table of playbook.tables) {
    const maker = makers[table];
    if (maker) made.push([table, events.map((e, n) => maker(e, from + n))]);
    else if (dictionaries[table]) made.push([table, [...dictionaries[table]]]);
  }
  return Object.fromEntries(made);
}

describe.each([aftersales, saas])("the features of $id", (playbook) => {
  it("do not change with anything dated after as_of", () =>
    fc.assert(
      fc.asyncProperty(past, future, async (before, after) => {
        const tables = { customers: customers(null), ...tablesOf(playbook, before) };
        const connection = await stage(playbook, tables);
        await build(connection, playbook, [{ asOf, withLost: true }], tables);
        const seen = await featureRows(connection, asOf);

        for (const [table, made] of Object.entries(tablesOf(playbook, after, 1000)))
          if (makers[table as TableName]) await insert(connection, table, made);
        await connection.run(`update staging.customers set ended_on = '${day(1)}'`);
        await connection.run(`update staging.tickets set resolved_at = '${day(1)} 00:00:00' where resolved_at is null`);
        await build(connection, playbook, [{ asOf, withLost: true }], tables);
        expect(await featureRows(connection, asOf)).toEqual(seen);
      }),
      { numRuns: 6 },
    ));

  it("of a week are the same whichever other weeks are computed with it", () =>
    fc.assert(
      fc.asyncProperty(past, async (events) => {
        const tables = { customers: customers(null), ...tablesOf(playbook, events) };
        const weeks = [-700, -371, -35, -7, 0].map((offset) => ({ asOf: day(offset), withLost: offset === 0 }));
        const alone = await featuresAt(playbook, asOf, tables);
        expect(await featuresAt(playbook, asOf, tables, weeks)).toEqual(alone);
      }),
      { numRuns: 4 },
    ));
});

describe("a customer", () => {
  const at = async (customer: Row, withLost: boolean) =>
    (await featuresAt(saas, asOf, { customers: [{ customer_id: "a", ...customer }] }, [{ asOf, withLost }]))["a"];

  it("has a row from the day it starts, or always where the start is unknown", async () => {
    expect(await at({ started_on: day(0) }, false)).toMatchObject({ tenure_days: 0, is_lost: false });
    expect(await at({ started_on: day(1) }, true)).toBeUndefined();
    expect(await at({ started_on: null, name: "unknown" }, false)).toMatchObject({ tenure_days: null, is_lost: false });
  });

  it("is lost from the day it ends, and not before that day is known", async () => {
    expect(await at({ started_on: day(-90), ended_on: day(0) }, true)).toMatchObject({ is_lost: true });
    expect(await at({ started_on: day(-90), ended_on: day(1) }, true)).toMatchObject({ is_lost: false });
  });

  it("that is lost has a row only in a week that asks for the lost", async () => {
    expect(await at({ started_on: day(-90), ended_on: day(0) }, false)).toBeUndefined();
    expect(await at({ started_on: day(-90), ended_on: day(1) }, false)).toMatchObject({ is_lost: false });
  });
});

describe("no column that leaks the outcome", () => {
  it.each([aftersales, saas])("is a feature of $id", async (playbook) => {
    const found = (await featuresAt(playbook, asOf, { customers: customers(null) }))["a"]!;
    const leaks = ["remaining_ltv", "ended_on", "owner", "name", "contact_name", "contact_email", "phone"];
    expect(Object.keys(found).filter((name) => leaks.includes(name))).toEqual([]);
    expect(playbook.features.map(({ id }) => id).filter((id) => leaks.includes(id))).toEqual([]);
  });

  it.each([aftersales, saas])("and every feature of $id is a column", async (playbook) => {
    const found = (await featuresAt(playbook, asOf, { customers: customers(null) }))["a"]!;
    expect(playbook.features.map(({ id }) => id).filter((id) => !(id in found))).toEqual([]);
  });
});

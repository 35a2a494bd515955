import { describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import { saas } from "../../src/playbooks/saas.js";
import { healthOf, type Health } from "../support/health.js";
import type { Row } from "../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** One line of the worked table: what the files must amount to. */
interface Account {
  readonly id: string;
  readonly usersADay: number;
  readonly mau: number;
  readonly trend: number;
  readonly features: number;
  readonly core: number;
  readonly tickets: number;
  readonly resolved: number;
  readonly docs: number;
  readonly csm: number;
  readonly value: number;
}
const accounts: readonly Account[] = [
  {
    id: "down",
    usersADay: 20,
    mau: 100,
    trend: -0.1,
    features: 6,
    core: 5,
    tickets: 4,
    resolved: 3,
    docs: 120,
    csm: 3,
    value: 55,
  },
  {
    id: "fine",
    usersADay: 60,
    mau: 100,
    trend: 0.05,
    features: 15,
    core: 9,
    tickets: 0,
    resolved: 0,
    docs: 400,
    csm: 10,
    value: 80,
  },
  {
    id: "gone",
    usersADay: 0,
    mau: 40,
    trend: -0.35,
    features: 3,
    core: 2,
    tickets: 8,
    resolved: 4,
    docs: 10,
    csm: 0,
    value: 20,
  },
];

/** 20 features, the first 10 of them core, the last one of high value. */
const features = range(20).map((i) => ({ feature: `f${i}`, is_core: i < 10, is_high_value: i === 19 }));

function usage({ id, usersADay, mau, trend }: Account): Row[] {
  const row = (user: number, days: number, events: number) => ({
    customer_id: id,
    user_id: `u${user}`,
    date: ago(days),
    events,
  });
  const lastWeek = range(7).flatMap((day) => range(usersADay).map((i) => row((day * usersADay + i) % mau, day, 1)));
  const rest = range(mau).map((user) => row(user, 10, 1));
  const events = Math.round(1000 * (1 + trend)) - lastWeek.length - rest.length;
  return [...lastWeek, ...rest, row(0, 29, events), row(0, 30, 1000)];
}
const used = ({ id, features: all, core }: Account): Row[] =>
  [...range(core), ...range(all - core).map((i) => 10 + i)].map((i) => ({
    ...{ customer_id: id, feature: `f${i}`, date: ago(29), events: 2 },
  }));
const tickets = ({ id, tickets: all, resolved }: Account): Row[] =>
  range(all).map((i) => ({
    ...{ ticket_id: `${id}-${i}`, customer_id: id, opened_at: `${ago(20)} 09:00:00` },
    resolved_at: i < resolved ? `${ago(1)} 09:00:00` : null,
  }));
const touches = ({ id, docs, csm }: Account): Row[] => [
  { customer_id: id, date: ago(29), kind: "doc_view", count: docs },
  { customer_id: id, date: ago(89), kind: "csm_contact", count: csm },
];

const files = {
  customers: accounts.map(({ id }) => ({ customer_id: id, started_on: "2020-01-01" })),
  features,
  usage: accounts.flatMap(usage),
  feature_usage: accounts.flatMap(used),
  tickets: accounts.flatMap(tickets),
  touches: accounts.flatMap(touches),
  value: accounts.map(({ id, value }) => ({ customer_id: id, date: ago(3), value_score: value })),
};
const close = (value: number): number => expect.closeTo(value, 9) as number;

describe("the worked accounts, from files to score", () => {
  let made: Promise<Record<string, Health>> | undefined;
  const health = () => (made ??= healthOf(saas, asOf, files));

  // by hand: usage 60 * 20/100 + 40 - 20; adoption 100 * (.4 * 6/20 + .6 * .5); engagement 30 * .75 + 12 + 15
  it("one in decline is deteriorating", async () => {
    expect((await health())["down"]).toMatchObject({
      ...{ usage: close(32), adoption: close(42), engagement: close(49.5), value: 55 },
      ...{ overall: close(43.475), coverage: 1, status: "deteriorating" },
    });
  });

  it("one in full use is healthy", async () => {
    expect((await health())["fine"]).toMatchObject({
      ...{ usage: close(76), adoption: close(84), engagement: 100, value: 80 },
      ...{ overall: close(84.8), coverage: 1, status: "healthy" },
    });
  });

  it("one that nobody uses any more is critical", async () => {
    expect((await health())["gone"]).toMatchObject({
      ...{ usage: 0, adoption: close(18), engagement: 16, value: 20 },
      ...{ overall: close(12.5), coverage: 1, status: "critical" },
    });
  });

  it("carry the published risk factors and the opportunity", async () => {
    const { down, fine, gone } = await health();
    expect(down!.riskFactors).toEqual([]); // a fall of 10 %, 30 % of features: exactly on the line is not below it
    expect(fine!.riskFactors).toEqual([]);
    expect(gone!.riskFactors).toEqual(["usage_down", "nobody_active", "many_tickets", "few_features"]);
    expect(Object.values(await health()).map(({ opportunities }) => opportunities)).toEqual(
      Array(3).fill(["high_value_unused"]),
    );
  });
});

describe("the usage component", () => {
  const customer = { customer_id: "a", started_on: "2020-01-01" };
  const use = (days: number, events: number) => ({ customer_id: "a", user_id: "u", date: ago(days), events });
  const other = { customer_id: "b", user_id: "u", date: ago(0), events: 1 };
  const usageOf = async (...made: Row[]) => {
    const customers = [customer, { ...customer, customer_id: "b" }];
    const found = await healthOf(saas, asOf, { customers, usage: [...made, other] });
    return found["a"]!.usage;
  };

  it("gives no points for trend where neither month had an event, all 40 where only this one had", async () => {
    expect(await usageOf()).toBe(0);
    expect(await usageOf(use(10, 5))).toBe(40);
  });

  it("gives all 40 for a rise, 40 less two a percentage point for a fall, none where use has stopped", async () => {
    expect(await usageOf(use(10, 101), use(40, 100))).toBe(40);
    expect(await usageOf(use(10, 85), use(40, 100))).toBeCloseTo(10, 9);
    expect(await usageOf(use(10, 100), use(40, 100))).toBe(40);
    expect(await usageOf(use(40, 100))).toBe(0);
  });

  it("never passes 100", async () => {
    const daily = range(7).map((day) => use(day, 10));
    expect(await usageOf(...daily)).toBe(100);
  });
});

describe("a component without data", () => {
  it("is left out, the other weights rescaled, and the coverage says so", async () => {
    const { value, ...rest } = files;
    expect(value).toHaveLength(3);
    const { down } = await healthOf(saas, asOf, rest);
    // (.3 * 32 + .25 * 42 + .25 * 49.5) / .8
    expect(down).toMatchObject({
      value: null,
      coverage: close(0.8),
      overall: close(40.59375),
      status: "deteriorating",
    });
  });

  it("leaves a score at exactly half of the weight", async () => {
    const { customers, usage: used30, value } = files;
    const { down } = await healthOf(saas, asOf, { customers, usage: used30, value });
    // (.3 * 32 + .2 * 55) / .5
    expect(down).toMatchObject({ coverage: close(0.5), overall: close(41.2), status: "deteriorating", adoption: null });
  });

  it("leaves no score below half of the weight", async () => {
    const { customers, usage: used30 } = files;
    const { down } = await healthOf(saas, asOf, { customers, usage: used30 });
    expect(down).toMatchObject({ usage: close(32), coverage: close(0.3), overall: null, status: null });
  });

  it("may be all of them: a coverage of 0, and no score", async () => {
    const { down } = await healthOf(saas, asOf, { customers: files.customers });
    expect(down).toMatchObject({ coverage: 0, overall: null, status: null, riskFactors: [], opportunities: [] });
  });
});

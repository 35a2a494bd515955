import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../../loaders/calendar.js";
import { saas } from "../../../../src/playbooks/saas.js";
import { build, featureRows, featuresAt, stage, type Row, type Tables } from "../../../support/staging.js";

const asOf = "2026-06-29";
const ago = (days: number): string => addDays(asOf, -days);
const account = { customer_id: "a", started_on: "2020-01-01" };
const features = [
  { feature: "board", is_core: true, is_high_value: false },
  { feature: "chat", is_core: true, is_high_value: true },
  { feature: "export", is_core: false, is_high_value: true },
  { feature: "wiki", is_core: false, is_high_value: null },
];
const use = (feature: string, days: number, events = 1): Row => ({
  customer_id: "a",
  feature,
  date: ago(days),
  events,
});
const of = async (feature_usage: readonly Row[], customer: Row = account, more: Tables = { features }): Promise<Row> =>
  (await featuresAt(saas, asOf, { customers: [customer], feature_usage, ...more }))["a"]!;

describe("a feature", () => {
  it("is used when it has an event in the last 30 days", async () => {
    const rows = [
      use("board", 0),
      use("board", 9),
      use("chat", 29),
      use("wiki", 30),
      use("export", 1, 0),
      use("wiki", -1),
    ];
    expect(await of(rows)).toMatchObject({
      features_used_30: 2,
      core_used_30: 2,
      features_all: 4,
      core_all: 2,
      feature_share: 0.5,
      core_share: 1,
    });
  });

  it("counts in the change when it was used in the 30 days before", async () => {
    const rows = [use("board", 3), use("board", 30), use("chat", 30), use("wiki", 59), use("export", 60)];
    expect(await of(rows)).toMatchObject({ features_used_30: 1, features_change: -2 });
  });

  it("that nobody listed is none", async () => {
    expect(await of([use("labs", 3)])).toMatchObject({ features_used_30: 0, feature_share: 0 });
  });
});

describe("high-value features not in use", () => {
  it("are named, in alphabetical order", async () => {
    expect(await of([])).toMatchObject({ high_value_unused_count: 2, high_value_unused: "chat, export" });
    expect(await of([use("export", 3)])).toMatchObject({ high_value_unused_count: 1, high_value_unused: "chat" });
    expect(await of([use("export", 3), use("chat", 30)])).toMatchObject({ high_value_unused: "chat" });
  });

  it("are none when all are used, or none is on offer", async () => {
    expect(await of([use("export", 3), use("chat", 3)])).toMatchObject({ high_value_unused_count: 0 });
    const plain = [{ feature: "board", is_core: true, is_high_value: false }];
    expect(await of([], account, { features: plain })).toMatchObject({ high_value_unused_count: 0 });
  });
});

describe("a missing row", () => {
  const missing = {
    features_used_30: null,
    core_used_30: null,
    features_change: null,
    feature_share: null,
    core_share: null,
    high_value_unused_count: null,
    high_value_unused: null,
  };

  it("is 0 for a settled customer", async () => {
    expect(await of([])).toMatchObject({ features_used_30: 0, core_used_30: 0, features_change: 0, feature_share: 0 });
  });

  it("says nothing yet about a new one: no feature is named as unused either", async () => {
    expect(await of([], { ...account, started_on: ago(29) })).toMatchObject(missing);
  });

  it("says nothing without the table, or without the list of features", async () => {
    expect((await featuresAt(saas, asOf, { customers: [account], features }))["a"]).toMatchObject(missing);
    expect(await of([use("board", 3)], account, {})).toMatchObject(missing);
  });

  it("leaves the shares missing where nothing is on offer", async () => {
    const { feature_share, core_share } = await of([], account, { features: [] });
    expect([feature_share, core_share]).toEqual([null, null]);
    const coreless = [{ feature: "wiki", is_core: false, is_high_value: false }];
    expect(await of([use("wiki", 2)], account, { features: coreless })).toMatchObject({
      feature_share: 1,
      core_share: null,
    });
  });
});

describe("every window of features", () => {
  const names = ["api", "exports", "reports", "sso"];
  const features = names.map((feature, i) => ({ feature, is_core: i < 2, is_high_value: i > 1 }));
  // two years and more: numbers of bits hold 52 weeks each
  const day = fc.record({ place: fc.nat(3), before: fc.nat(900), events: fc.nat(2) });
  const someDays = fc.uniqueArray(day, {
    selector: ({ place, before }) => `${place} ${before}`,
    ...{ minLength: 40, maxLength: 200 },
  });

  it("holds what a look at each day does, in whichever weeks and on whichever weekdays a run looks", async () => {
    await fc.assert(
      fc.asyncProperty(someDays, fc.uniqueArray(fc.nat(840), { minLength: 1, maxLength: 12 }), async (days, before) => {
        const tables = {
          customers: [{ customer_id: "a", started_on: "2020-01-01" }],
          feature_usage: days.map(({ place, before: ago, events }) => ({
            ...{ customer_id: "a", feature: names[place]!, date: addDays(asOf, -ago), events },
          })),
          features,
        };
        const connection = await stage(saas, tables);
        const wanted = before.map((at) => ({ asOf: addDays(asOf, -at), withLost: true }));
        await build(connection, saas, wanted, tables);
        for (const [i, at] of before.entries()) {
          const usedIn = (from: number, to: number) =>
            new Set(days.flatMap((one) => (one.events && one.before >= from && one.before < to ? one.place : [])));
          const [now, earlier] = [usedIn(at, at + 30), usedIn(at + 30, at + 60)];
          const unused = names.filter((_, place) => place > 1 && !now.has(place));
          expect((await featureRows(connection, wanted[i]!.asOf))["a"]).toMatchObject({
            features_used_30: now.size,
            core_used_30: [...now].filter((place) => place < 2).length,
            features_change: now.size - earlier.size,
            high_value_unused_count: unused.length,
            high_value_unused: unused.length ? unused.join(", ") : null,
          });
        }
        connection.closeSync();
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});

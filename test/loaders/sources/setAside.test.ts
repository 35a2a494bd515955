import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { execute, rows } from "../../../loaders/query.js";
import { createRejects, setAside } from "../../../loaders/sources/setAside.js";
import { createStaged } from "../../../loaders/sources/stageTable.js";
import { inputTable } from "../../../loaders/sources/tables.js";
import { connect } from "./staging.js";

const table = inputTable("app_activity");
const row = fc.record({ customer: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 1, max: 4 }) });
type Key = { customer: number; day: number };
const orders: Record<string, (a: Key, b: Key) => number> = {
  "by customer and day": (a, b) => a.customer - b.customer || a.day - b.day,
  "by day and customer": (a, b) => a.day - b.day || a.customer - b.customer,
  "as they come": () => 0,
};

describe("a repeated key", () => {
  it.each(Object.entries(orders))("is set aside wherever it comes again, rows in order %s", async (_, order) => {
    const connection = await connect();
    await execute(connection, "create schema staging");
    await createRejects(connection);
    await createStaged(connection, "customers", inputTable("customers").columns);
    await execute(
      connection,
      "insert into staging.customers by name select 'c' || i as customer_id, '2020-01-01'::date as started_on from range(1, 4) t(i)",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (unordered) => {
        const keys = unordered.toSorted(order);
        await execute(connection, "drop table if exists staging.app_activity; delete from staging.rejects");
        await createStaged(connection, "app_activity", table.columns);
        const values = keys.map(
          ({ customer, day }, i) => `('c${customer}', date '2026-01-0${day}', ${i}, 0, ${i + 1}, null)`,
        );
        await execute(connection, `insert into staging.app_activity values ${values.join(", ")}`);
        const relation = { columns: [], from: "", ordinal: "", encoding: "utf-8", broken: [] };
        const count = await setAside(connection, {
          table,
          parts: [{ shown: "app_activity.csv", relation: relation as never }],
        });
        const later = keys.flatMap((key, i) =>
          keys.findIndex(({ customer, day }) => customer === key.customer && day === key.day) < i ? [i] : [],
        );
        expect(count).toBe(later.length);
        const kept = await rows<{ sessions: number }>(
          connection,
          "select sessions from staging.app_activity order by 1",
        );
        expect(kept.map(({ sessions }) => sessions)).toEqual(keys.map((_, i) => i).filter((i) => !later.includes(i)));
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});

import { describe, expect, it } from "vitest";
import { execute, QueryError, row, rows, sqlFile } from "../../loaders/query.js";
import { connect } from "./sources/staging.js";

describe("rows", () => {
  it("are plain JSON values: days as YYYY-MM-DD, big integers as numbers, null for nothing", async () => {
    const sql = `select 'a' as t, 2::bigint as n, 0.1::decimal(18, 3) as d, 1.5 as x, true as b, null as z,
      date '2026-06-29' as day, [1::bigint, null] as l, {'p': 3::bigint, 'day': date '2026-01-01'} as s, '{"k":1}'::json as j`;
    expect(await rows(await connect(), sql)).toEqual([
      {
        ...{ t: "a", n: 2, d: 0.1, x: 1.5, b: true, z: null },
        ...{ day: "2026-06-29", l: [1, null], s: { p: 3, day: "2026-01-01" }, j: '{"k":1}' },
      },
    ]);
  });

  it("keep their order over chunks, and take values", async () => {
    const found = await rows<{ n: number }>(
      await connect(),
      "select n from range(5000) t(n) where n >= ? order by n desc",
      [0],
    );
    expect([found.length, found[0]?.n, found.at(-1)?.n]).toEqual([5000, 4999, 0]);
  });

  it("may be none", async () => {
    expect(await rows(await connect(), "select 1 where false")).toEqual([]);
  });
});

describe("a row", () => {
  it("is the only one", async () => {
    const connection = await connect();
    expect(await row(connection, "select 1 as n")).toEqual({ n: 1 });
    await expect(row(connection, "select 1 where false")).rejects.toThrow("expected one row, received 0");
    await expect(row(connection, "select * from range(3)")).rejects.toThrow("expected one row, received 3");
  });
});

describe("a query that fails", () => {
  it("carries its SQL and the engine's words", async () => {
    const connection = await connect();
    const sql = "select missing_column\n  from range(1)";
    for (const run of [execute, rows, row]) {
      const error = await run(connection, sql).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(QueryError);
      expect((error as QueryError).sql).toBe(sql);
      expect((error as QueryError).message).toContain("missing_column");
      expect((error as QueryError).message).toContain("in: select missing_column from range(1)");
    }
  });
});

describe("a file of SQL", () => {
  it("starts with its grain", () => {
    for (const name of ["schema", "features/visits", "marts/tier_week", "training/outcomes_30"])
      expect(sqlFile(name)).toMatch(/^-- grain: /);
  });
});

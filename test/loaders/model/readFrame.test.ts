import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { readFrame } from "../../../loaders/model/readFrame.js";
import { otherLevel } from "../../../src/model/churn/types.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`create table customer_week as select * from (values
    (1, 2.5, 'south', true, 7::hugeint), (2, null, 'o''hare', false, null), (3, 'nan'::double, null, null, 9), (4, 1e300, 'south', true, -1)
  ) as t(customer_id, "days overdue", region, is_new, visits)`);
});

describe("readFrame", () => {
  it("reads numbers and booleans as doubles, NULL as NaN, categories as indices of sorted levels", async () => {
    const frame = await readFrame(connection, "select * from customer_week order by customer_id desc", [
      { id: "days overdue", kind: "number" },
      { id: "region", kind: "category" },
      { id: "is_new", kind: "number" },
      { id: "visits", kind: "number" },
    ]);
    expect(frame.rows).toBe(4);
    expect(frame.columns.map(({ values }) => [...values])).toEqual([
      [1e300, NaN, NaN, 2.5],
      [1, NaN, 0, 1],
      [1, NaN, 0, 1],
      [-1, 9, NaN, 7],
    ]);
    expect(frame.columns[1]!.levels).toEqual(["o'hare", "south"]);
  });

  it("reads a table by its name, and more rows than one chunk holds", async () => {
    await connection.run("create table many as select range as n, 'level ' || range % 1500 as text from range(10000)");
    const frame = await readFrame(connection, "many", [
      { id: "n", kind: "number" },
      { id: "text", kind: "category" },
    ]);
    expect(frame.columns[0]!.values.reduce((sum, n) => sum + n, 0)).toBe(49_995_000);
    const { levels, values } = frame.columns[1]!;
    expect(levels).toHaveLength(1001);
    expect(levels!.at(-1)).toBe(otherLevel);
    // the 1000 levels of 7 rows are kept, the 500 of 6 rows are not
    expect(values.filter((code) => code === 1000).length).toBe(3000);
    expect(values.some(Number.isNaN)).toBe(false);
  });

  it("reads a category that is missing throughout, and no rows at all", async () => {
    const frame = await readFrame(connection, "select null::varchar as region from customer_week", [
      { id: "region", kind: "category" },
    ]);
    expect(frame.columns[0]).toMatchObject({ levels: [], values: Float64Array.of(NaN, NaN, NaN, NaN) });
    expect(
      (await readFrame(connection, "select * from customer_week where false", [{ id: "visits", kind: "number" }])).rows,
    ).toBe(0);
  });

  it("names the column that does not exist, with the SQL", async () => {
    await expect(readFrame(connection, "customer_week", [{ id: "nope", kind: "number" }])).rejects.toThrow(
      /nope[\s\S]*in: select/,
    );
  });
});

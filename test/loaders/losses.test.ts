import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { effectiveLosses30 } from "../../loaders/losses.js";

const of = async (rows: string) => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`create table outcomes_30 as select * from (values ${rows}) as t(label, weight)`);
  return effectiveLosses30(connection);
};

it("counts the losses that a level rests on: equal weights as they are, heavy ones for less", async () => {
  expect(await of("(1, 1.0), (1, 1.0), (1, 1.0), (0, 1.0)")).toBeCloseTo(3, 12);
  // (10 + 10 + 8)² / (100 + 100 + 8): two held-out customers and eight others
  expect(await of(`(1, 10.0), (1, 10.0), ${Array(8).fill("(1, 1.0)").join(", ")}`)).toBeCloseTo(784 / 208, 12);
  expect(await of("(0, 1.0)")).toBe(0);
});

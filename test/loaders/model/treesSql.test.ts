import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { contributeRows, contributionsSql } from "../../../loaders/model/contributeRows.js";
import { fitTrees } from "../../../loaders/model/fitTrees.js";
import { rows as select } from "../../../loaders/query.js";
import { churnContributions, churnProbability } from "../../../src/model/churn/anyModel.js";
import { churnProbabilityQuery } from "../../../src/model/churn/sql.js";
import { treesLogOddsSql } from "../../../src/model/churn/treesSql.js";
import { treesLogOdds } from "../../../src/model/churn/trees.js";
import type { Row } from "../../../src/model/churn/types.js";
import { world } from "./world.js";

const training = world(3000, 1);
const { model: fitted } = await fitTrees(training, { bags: 2, maxTrees: 300, learningRate: 0.05 });
const model = { ...fitted, calibrator: { intercept: 0.1, slope: 1.2 } };
const numbers = training.frame.columns.filter(({ kind }) => kind === "number").map(({ id }) => id);
const categories = training.frame.columns.filter(({ kind }) => kind === "category").map(({ id }) => id);

/** Rows of another world, and rows that no world has: missing, infinite, NaN and unknown values. */
const fresh = world(400, 2).frame;
const rows: Row[] = [
  ...Array.from({ length: fresh.rows }, (_, i) =>
    Object.fromEntries(
      fresh.columns.map(({ id, levels, values }) => [
        id,
        Number.isNaN(values[i]) ? null : levels ? levels[values[i]!]! : values[i]!,
      ]),
    ),
  ),
  {},
  ...[NaN, Infinity, -Infinity, 1e300, -1e300].map((x) => Object.fromEntries(numbers.map((id) => [id, x]))),
  Object.fromEntries(categories.map((id) => [id, "never 'seen'"])),
];

const literal = (value: Row[string]): string =>
  value == null
    ? "null"
    : typeof value === "string"
      ? `'${value.replaceAll("'", "''")}'`
      : `'${String(value)}'::double`;

async function weekOf(rows: readonly Row[]) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const columns = [...numbers.map((id) => `"${id}" double`), ...categories.map((id) => `"${id}" varchar`)];
  await connection.run(`create table customer_week (customer_id varchar, as_of date, ${columns.join(", ")})`);
  const values = rows.map(
    (row, i) =>
      `('c${String(i).padStart(4, "0")}', date '2026-06-29', ${[...numbers, ...categories].map((id) => literal(row[id])).join(", ")})`,
  );
  await connection.run(`insert into customer_week values ${values.join(", ")}`);
  return connection;
}

describe("boosted trees that score", () => {
  it("agree as SQL with TypeScript to 1e-9, on missing, infinite and unknown values too", async () => {
    const connection = await weekOf(rows);
    const found = await select<{ odds: number; p: number }>(
      connection,
      `select ${treesLogOddsSql(model)} as odds, p
       from customer_week join (${churnProbabilityQuery(model, ["customer_id"], "customer_week")}) using (customer_id)
       order by customer_id`,
    );
    expect(model.trees.length).toBeGreaterThan(100);
    found.forEach(({ odds, p }, i) => {
      expect(Math.abs(odds - treesLogOdds(model, rows[i]!))).toBeLessThan(1e-9);
      expect(Math.abs(p - churnProbability(model, rows[i]!))).toBeLessThan(1e-9);
    });
  });

  it("write a week's contributions, which add up to the log-odds of the published p", async () => {
    const connection = await weekOf(rows.slice(0, 50));
    await contributeRows(connection, [{ model }]);
    const found = await select<{ base: number; contributions: string }>(
      connection,
      `select base_log_odds as base, ${contributionsSql([{ model }])} as contributions from contribution order by customer_id`,
    );
    expect(found).toHaveLength(50);
    found.forEach(({ base, contributions }, i) => {
      const own = JSON.parse(contributions) as Record<string, number>;
      const total = Object.values(own).reduce((sum, value) => sum + value, base);
      expect(1 / (1 + Math.exp(-total))).toBeCloseTo(churnProbability(model, rows[i]!), 5);
      for (const { feature, logOdds } of churnContributions(model, rows[i]!))
        expect(own[feature]).toBeCloseTo(logOdds, 5);
    });
  });
});

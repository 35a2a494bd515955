import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { rows as select } from "../../../loaders/query.js";
import { logOdds, predict } from "../../../src/model/churn/additive.js";
import { logOddsLookupQuery } from "../../../src/model/churn/lookupSql.js";
import { churnProbabilityQuery } from "../../../src/model/churn/sql.js";
import type { AdditiveModel, Row } from "../../../src/model/churn/types.js";
import { anyModel, anyRow, categories, numbers } from "../../model/churn/models.js";

const rows = fc.sample(anyRow, { numRuns: 300, seed: 11 });
const models = fc.sample(anyModel, { numRuns: 40, seed: 12 });
let connection: DuckDBConnection;

const name = (id: string): string => `"${id.replaceAll('"', '""')}"`;
const literal = (value: Row[string]): string =>
  value == null
    ? "null"
    : typeof value === "string"
      ? `'${value.replaceAll("'", "''")}'`
      : `'${Object.is(value, -0) ? "-0" : value}'::double`;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  const columns = [...numbers.map((id) => `${name(id)} double`), ...categories.map((id) => `${name(id)} varchar`)];
  await connection.run(`create table customer_week (place integer, ${columns.join(", ")})`);
  const values = rows.map(
    (row, i) => `(${[i, ...[...numbers, ...categories].map((id) => literal(row[id]))].join(", ")})`,
  );
  await connection.run(`insert into customer_week values ${values.join(", ")}`);
});

/** How far SQL and TypeScript are apart at most, over all rows, in log-odds and in p. */
async function largestGap(model: AdditiveModel): Promise<number> {
  const odds = await select<{ log_odds: number }>(
    connection,
    `${logOddsLookupQuery(model, ["place"], "customer_week")} order by place`,
  );
  const found = await select<{ p: number }>(
    connection,
    `${churnProbabilityQuery(model, ["place"], "customer_week")} order by place`,
  );
  const gaps = rows.flatMap((row, i) => [odds[i]!.log_odds - logOdds(model, row), found[i]!.p - predict(model, row)]);
  return Math.max(...gaps.map(Math.abs));
}

describe("the model as SQL, in DuckDB", () => {
  it("agrees with TypeScript to 1e-9 on missing, unknown, infinite and ordinary values", async () => {
    for (const model of models) expect(await largestGap(model)).toBeLessThan(1e-9);
  });

  it("agrees after the model went through JSON", async () => {
    for (const model of models.slice(0, 5))
      expect(await largestGap(JSON.parse(JSON.stringify(model)) as AdditiveModel)).toBeLessThan(1e-9);
  });

  it("refuses a model with a number that SQL cannot hold", () => {
    expect(() => logOddsLookupQuery({ ...models[0]!, intercept: NaN }, [], "customer_week")).toThrow("not finite: NaN");
  });

  it("is the intercept alone for a model without terms", async () => {
    const model = { ...models[0]!, intercept: -1.5, terms: [] };
    expect(await select(connection, `${logOddsLookupQuery(model, ["place"], "customer_week")} limit 1`)).toEqual([
      { place: 0, log_odds: -1.5 },
    ]);
  });
});

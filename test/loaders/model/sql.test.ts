import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { rows as select } from "../../../loaders/query.js";
import { contributions, logOdds, predict } from "../../../src/model/churn/additive.js";
import { logOddsLookupQuery } from "../../../src/model/churn/lookupSql.js";
import { contributionsSql, logOddsSql, probabilitySql } from "../../../src/model/churn/sql.js";
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

/** How far SQL and TypeScript are apart at most, over all rows and features. */
async function largestGap(model: AdditiveModel): Promise<number> {
  const parts = contributionsSql(model);
  const found = await select<Record<string, number>>(
    connection,
    `select log_odds, ${probabilitySql(model, "log_odds")} as p, * from (
       select place, ${logOddsSql(model)} as log_odds ${parts.map(({ sql }, i) => `, ${sql} as c${i}`).join("")} from customer_week
     ) order by place`,
  );
  const gaps = found.flatMap((result, i) => {
    const expected = contributions(model, rows[i]!);
    return [
      result.log_odds! - logOdds(model, rows[i]!),
      result.p! - predict(model, rows[i]!),
      ...parts.map(({ feature }, c) =>
        feature === expected[c]!.feature ? result[`c${c}`]! - expected[c]!.logOdds : NaN,
      ),
    ];
  });
  expect(gaps.length).toBe(rows.length * (2 + parts.length));
  return Math.max(...gaps.map(Math.abs));
}

describe("the model as SQL, in DuckDB", () => {
  it("agrees with TypeScript to 1e-9 on missing, unknown, infinite and ordinary values", async () => {
    for (const model of models) expect(await largestGap(model)).toBeLessThan(1e-9);
  });

  it("agrees as look-ups, the form that scores", async () => {
    for (const model of models) {
      const query = logOddsLookupQuery(model, ["place"], "customer_week");
      const found = await select<{ log_odds: number }>(connection, `${query} order by place`);
      const gaps = found.map(({ log_odds: odds }, i) => Math.abs(odds - logOdds(model, rows[i]!)));
      expect(gaps).toHaveLength(rows.length);
      expect(Math.max(...gaps)).toBeLessThan(1e-9);
    }
  });

  it("agrees after the model went through JSON", async () => {
    for (const model of models.slice(0, 5))
      expect(await largestGap(JSON.parse(JSON.stringify(model)) as AdditiveModel)).toBeLessThan(1e-9);
  });

  it("refuses a model with a number that SQL cannot hold", () => {
    expect(() => logOddsSql({ ...models[0]!, intercept: NaN })).toThrow("not finite: NaN");
  });

  it("is the intercept alone for a model without terms", async () => {
    const found = await select<{ odds: number }>(
      connection,
      `select ${logOddsSql({ ...models[0]!, intercept: -1.5, terms: [] })} as odds`,
    );
    expect(found).toEqual([{ odds: -1.5 }]);
  });
});

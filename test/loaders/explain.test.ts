import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { buildExplanations } from "../../loaders/explain.js";
import { execute, row, rows } from "../../loaders/query.js";
import { predict } from "../../src/model/churn/additive.js";
import type { AdditiveModel } from "../../src/model/churn/types.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

const model: AdditiveModel = {
  version: 1,
  id: "m",
  kind: "additive",
  intercept: -1.5,
  terms: [
    { kind: "steps", feature: "days_overdue", cuts: [30], values: [-0.2, 0.9], missing: 0 },
    { kind: "levels", feature: "segment", levels: ["a"], values: [0.4], other: 0, missing: 0 },
  ],
  trainedOn: { rows: 1, events: 1, weight: 1, eventWeight: 1 },
};

async function explained(scored: AdditiveModel) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await execute(
    connection,
    "create table customer_week as select 'c1' as customer_id, date '2026-06-29' as as_of, false as is_lost, 48.0 as days_overdue, 'a' as segment",
  );
  const components = "40.0 as usage, 30.0 as adoption, 20.0 as engagement, 10.0 as value";
  await execute(
    connection,
    `create table score as select customer_id, as_of, ${components}, null::double as previous_p from customer_week`,
  );
  await execute(
    connection,
    "create table last_scores as select customer_id, 42.0 as usage, 30.0 as adoption, 20.0 as engagement, 10.0 as value from customer_week",
  );
  await buildExplanations(connection, aftersales, [{ model: scored }], "2026-06-29");
  return row<{ base: number; contributions: string; factors: string[]; moved: string }>(
    connection,
    "select base_log_odds as base, contributions, risk_factors as factors, moved from explanation_out",
  );
}

describe("buildExplanations", () => {
  it.each([
    ["as it is", model],
    ["calibrated", { ...model, calibrator: { intercept: 0.3, slope: 1.4 } }],
  ])("gives a base and contributions that add up to the log-odds of the published p: %s", async (_, scored) => {
    const { base, contributions } = await explained(scored);
    const total = Object.values(JSON.parse(contributions) as Record<string, number>).reduce(
      (sum, value) => sum + value,
      base,
    );
    expect(1 / (1 + Math.exp(-total))).toBeCloseTo(predict(scored, { days_overdue: 48, segment: "a" }), 6);
  });

  it("names the signals that hold and what moved since last week", async () => {
    const { factors, moved } = await explained(model);
    expect(factors).toEqual(["overdue"]);
    expect(JSON.parse(moved)).toMatchObject({ usage: -2, adoption: 0 });
  });

  it("explains each customer by the model of its own fold, a column called fold among the features", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await execute(
      connection,
      `create table customer_week as select 'c' || i as customer_id, date '2026-06-29' as as_of, 48.0 as days_overdue, i * 10.0 as fold
       from range(3) as made(i);
       create table fold as select customer_id, as_of, substr(customer_id, 2)::integer as fold from customer_week where customer_id < 'c2';
       create table score as select customer_id, as_of, 40.0 as usage, 30.0 as adoption, 20.0 as engagement, 10.0 as value,
         null::double as previous_p from customer_week;
       create table last_scores as select * from score where false`,
    );
    const steps = (feature: string, value: number): AdditiveModel => ({
      ...model,
      terms: [{ kind: "steps", feature, cuts: [5], values: [0, value], missing: 0 }],
    });
    const models = [steps("days_overdue", 0.5), steps("fold", 0.25)].map((one, fold) => ({ model: one, fold }));
    await buildExplanations(connection, aftersales, models, "2026-06-29");
    const found = await rows(
      connection,
      "select customer_id as id, fold, contributions, base_log_odds as base from explanation_out order by id",
    );
    expect(found).toEqual([
      { id: "c0", fold: 0, contributions: '{"days_overdue":0.5}', base: -1.5 },
      { id: "c1", fold: 1, contributions: '{"fold":0.25}', base: -1.5 },
      { id: "c2", fold: null, contributions: null, base: null },
    ]);
  });
});

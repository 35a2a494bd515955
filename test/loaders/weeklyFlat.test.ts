import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { random } from "../../src/model/stats/random.js";
import { churnProbability } from "../../src/model/churn/anyModel.js";
import type { CeoData, CustomerDetail, CustomersData, ModelsData } from "../../src/pageData.js";
import { csv } from "../support/health.js";
import { inWarehouse, marts, pages, week } from "../support/weekly.js";
import { datasets, isAbsent } from "./model/datasets.js";
import { folder } from "./sources/staging.js";

/** 400 customers; those who call often leave. */
function made(): string {
  const { uniform } = random(5);
  const customers = Array.from({ length: 400 }, (_, i) => {
    const calls = Math.floor(10 * uniform());
    const isGone = uniform() < 1 / (1 + Math.exp(3.5 - 0.7 * calls));
    return {
      ...{ id: `F${String(i).padStart(4, "0")}`, calls, plan: uniform() < 0.5 ? "basic" : "full" },
      ...{ worth: Math.round(1000 * uniform()), gone: isGone ? "yes" : "no" },
    };
  });
  const mapping = {
    customer_id: "id",
    label: { column: "gone", lost: "yes" },
    remaining_ltv: "worth",
    ignore: [],
    features: "rest",
  };
  return folder({ "churn.csv": csv(customers), "churn.json": JSON.stringify(mapping) });
}
const run = (dir: string, source: string, mapping: string, ...more: string[]) =>
  week(dir, "--playbook", "saas", "--source", source, "--mapping", mapping, ...more);

describe("a flat table", () => {
  it("is scored out of fold, and those who have not left get a tier", async () => {
    const [dir, files] = [folder(), made()];
    const { report, exitCode, error } = await run(dir, join(files, "churn.csv"), join(files, "churn.json"));
    expect([exitCode, error]).toEqual([0, undefined]);
    // a table without dates is looked at from the last Monday before today
    expect(report).toMatchObject({ as_of: "2026-07-27", customers: 400, rejected: 0, newly_at_risk: 0 });
    expect(report.model).toMatchObject({ protocol: "out_of_fold", trained_on: { rows: 400, from: null, to: null } });
    expect(report.model!.auc!.value).toBeGreaterThan(0.7);

    const ceo = JSON.parse(pages(dir)["ceo.json"]!) as CeoData;
    expect(ceo.run).toMatchObject({ source: "flat", weeks: 1 });
    expect(ceo.run.customers.active + Number(ceo.run.customers.lost)).toBe(400);
    const inTiers = Object.values(report.tiers).reduce((sum, n) => sum + n, 0);
    expect(inTiers).toBe(ceo.run.customers.active);
    const scored = await inWarehouse(dir, (select) =>
      select<object>(
        `select count(*) as n, count(p) as scored, count(distinct model_id) as models, count(overall) as healthy,
           count(*) filter ((tier is null) != is_lost) as wrong from score_week`,
      ),
    );
    expect(scored).toEqual([{ n: 400, scored: 400, models: 1, healthy: 0, wrong: 0 }]);
  });

  it("gives the same marts and pages twice", async () => {
    const [dir, files] = [folder(), made()];
    const args = [join(files, "churn.csv"), join(files, "churn.json"), "--audience", "team", "--plain"] as const;
    await run(dir, ...args);
    const [dump, data] = [await marts(dir), pages(dir)];
    await run(dir, ...args);
    expect(await marts(dir)).toEqual(dump);
    expect(pages(dir)).toEqual(data);
  });

  it("is scored and explained by boosted trees where they are better beyond chance", async () => {
    const { uniform } = random(6);
    // who leaves depends on three things at once: no sum of single features and pairs can say it
    const customers = Array.from({ length: 1500 }, (_, i) => {
      const draw = (): number => Number(uniform() < 0.6);
      const [a, b, c] = [draw(), draw(), draw()];
      const isGone = uniform() < (a && b && c ? 0.97 : a || b || c ? 0.05 : 0.6);
      return { id: `T${String(i).padStart(4, "0")}`, ...{ a, b, c }, gone: isGone ? "yes" : "no" };
    });
    const mapping = { customer_id: "id", label: { column: "gone", lost: "yes" }, ignore: [], features: "rest" };
    const [dir, files] = [folder(), folder({ "churn.csv": csv(customers), "churn.json": JSON.stringify(mapping) })];
    const { report, error } = await run(dir, join(files, "churn.csv"), join(files, "churn.json"));
    expect(error).toBeUndefined();
    expect(report.model!.kind).toBe("trees");
    const found = await inWarehouse(dir, (select) =>
      select<{ p: number; base: number; contributions: string; fold: number }>(
        "select p, base_log_odds as base, contributions, fold from score_week join explanation using (run_id, customer_id) limit 50",
      ),
    );
    for (const { p, base, contributions, fold } of found) {
      const parts = Object.values(JSON.parse(contributions) as Record<string, number>);
      expect(1 / (1 + Math.exp(-parts.reduce((sum, part) => sum + part, base)))).toBeCloseTo(p, 5);
      expect(fold).toBeGreaterThanOrEqual(0);
    }
  });

  it("lists customers for a team with what moved each score", async () => {
    const [dir, files] = [folder(), made()];
    await run(dir, join(files, "churn.csv"), join(files, "churn.json"), "--audience", "team", "--plain");
    const list = JSON.parse(pages(dir)["customers.json"]!) as CustomersData;
    expect(list.rows).toBe(400);
    const shard = JSON.parse(pages(dir)["customers/00.json"]!) as Record<string, CustomerDetail>;
    const features = Object.values(shard)[0]!.contributions.map(({ feature }) => feature);
    expect(features.sort()).toEqual(["calls", "plan"]);

    // the page recomputes every score by the model that scored it
    const { models } = JSON.parse(pages(dir)["churn-model.json"]!) as ModelsData;
    expect(models).toHaveLength(5);
    for (const detail of Object.values(shard)) {
      const { model } = models.find(({ fold }) => fold === detail.fold)!;
      expect(Math.abs(churnProbability(model, detail.inputs) - detail.p!)).toBeLessThan(1e-9);
    }
  });

  it("of 7,043 telephone customers is told apart as well as a published logistic regression tells them", async () => {
    if (isAbsent("telco_ibm.csv")) return;
    const [dir, mapping] = [folder(), folder({ "telco.json": JSON.stringify(telco) })];
    const { report, exitCode, error } = await run(dir, resolve(datasets, "telco_ibm.csv"), join(mapping, "telco.json"));
    expect([exitCode, error, report.customers, report.rejected]).toEqual([0, undefined, 7043, 0]);
    expect(report.model!.auc!.value).toBeGreaterThan(0.84);
  });
});

const telco = { label: { column: "y", lost: "1" }, ignore: [], features: "rest" };

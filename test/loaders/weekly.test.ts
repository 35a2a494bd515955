import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../loaders/calendar.js";
import { execute, rows } from "../../loaders/query.js";
import type { Trained } from "../../loaders/train.js";
import { openWorkspace } from "../../loaders/workspace.js";
import { churnProbability } from "../../src/model/churn/anyModel.js";
import type { CeoData, CustomerDetail, CustomerListData, ModelData, ModelsData, WeekData } from "../../src/pageData.js";
import { playbookById } from "../../src/playbooks/index.js";
import { tierIds } from "../../src/playbooks/types.js";
import { inWarehouse, marts, pages, sampleFiles, week, type WeeklyRun } from "../support/weekly.js";

/** As if the model had learnt from other customers: every one of them in the lowest bin of every feature. */
async function shiftReference(dir: string, modelId: string): Promise<void> {
  const workspace = await openWorkspace(join(dir, "w.duckdb"));
  try {
    const found = await rows<{ model: string }>(
      workspace.connection,
      "select model from warehouse.model_run where model_id = ?",
      [modelId],
    );
    const trained = JSON.parse(found[0]!.model) as Trained;
    const references = trained.references!.map((one) => ({
      ...one,
      counts: one.counts.map((_, i) => (i ? 0 : 400)),
    }));
    await execute(workspace.connection, "update warehouse.model_run set model = ?::json where model_id = ?", [
      JSON.stringify({ ...trained, references }),
      modelId,
    ]);
  } finally {
    workspace.close();
  }
}

const [first, second, later] = ["2026-06-29", "2026-07-06", "2026-07-27"] as const;
const steps = [
  "ingest",
  "audit",
  "features",
  "train",
  "score",
  "decide",
  "words",
  "commit",
  "build",
  "verify",
  "publish",
  "notify",
];

describe.each(["aftersales", "saas"] as const)("five runs of %s", (id) => {
  const playbook = playbookById(id);
  let dir: string;
  const runs: Record<string, WeeklyRun> = {};
  const dumps: Record<string, Awaited<ReturnType<typeof marts>>> = {};
  const data: Record<string, Record<string, string>> = {};
  const scored = (name: string) =>
    inWarehouse(join(dir, "one"), (select) =>
      select(
        `select distinct as_of, model_id from score_week where run_id = '${runs[name]!.report.run_id}' order by as_of`,
      ),
    );
  const ceo = (name: string) => JSON.parse(data[name]!["ceo.json"]!) as CeoData;
  const weekOf = (name: string) => JSON.parse(data[name]!["week.json"]!) as WeekData;

  // one sample that ends with the last run: what is dated later must not be read by the runs before
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "holdfast-test-"));
    const source = await sampleFiles(join(dir, "source"), { playbook: id, customers: 400, asOf: later });
    const run = async (name: string, at: string, asOf: string) => {
      const args = ["--playbook", id, "--source", source, "--as-of", asOf, "--audience", "team", "--plain"];
      runs[name] = await week(join(dir, at), ...args);
      dumps[name] = await marts(join(dir, at));
      data[name] = pages(join(dir, at));
    };
    await run("first", "one", first);
    await run("again", "one", first);
    await run("next", "one", second);
    await run("later", "one", later);
    await shiftReference(join(dir, "one"), runs["later"]!.report.model!.id);
    await run("shifted", "one", addDays(later, 7));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it("end well, and say what each step did", () => {
    for (const { report, exitCode, error } of Object.values(runs)) {
      expect([exitCode, error, report.audit.filter(({ severity }) => severity === "refuse")]).toEqual([
        0,
        undefined,
        [],
      ]);
      expect(report.steps.map(({ name }) => name)).toEqual(steps);
      expect(report.steps.filter(({ status }) => status === "failed")).toEqual([]);
    }
  });

  it("report what other programs rely on", () => {
    const { report } = runs["first"]!;
    const number = expect.any(Number) as number;
    expect(report).toMatchObject({
      run_id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      ...{ as_of: first, playbook: id, customers: 400, rejected: 0 },
      steps: expect.arrayContaining([{ name: "score", status: "done", ms: 0, rows: number }]) as [],
      tiers: Object.fromEntries(tierIds.map((tier) => [tier, number])),
      newly_at_risk: number,
      expected_losses: {
        horizon_days: playbook.horizonDays,
        ...{ heads: number, money: number },
        next30: { heads: number, money: number },
      },
      model: {
        ...{ id: expect.any(String) as string, kind: expect.any(String) as string, trained_on: { rows: number } },
        ...{ auc: { value: number, low: number, high: number }, brier: number },
        calibration: { slope: number, intercept: number },
      },
      gates: {
        auc: expect.any(String) as string,
        stay: expect.any(String) as string,
        roi: expect.any(String) as string,
      },
      drafts: number,
      published: join(dir, "one/dist", id),
    });
    expect(report).not.toHaveProperty("error");
  });

  it("publish pages of the run that was reported", () => {
    const shown = JSON.parse(readFileSync(join(dir, "one/dist", id, "generation.json"), "utf8")) as unknown;
    expect(shown).toEqual({ runId: runs["shifted"]!.report.run_id, asOf: addDays(later, 7), audience: "team" });
    expect(ceo("later").run.runId).toBe(runs["later"]!.report.run_id);
  });

  it("come to the same marts and pages when the same week is run again, byte for byte", () => {
    expect(runs["again"]!.report).toEqual(runs["first"]!.report);
    expect(dumps["again"]).toEqual(dumps["first"]);
    expect(data["again"]).toEqual(data["first"]);
  });

  it("score the weeks of half a year at first, all but the last filled in afterwards", () => {
    const { history, run } = ceo("first");
    // the sample ends four weeks later: where its history is short, the oldest weeks lack their look-back
    expect(history.length).toBe(run.weeks);
    expect(history.length).toBeGreaterThanOrEqual(22);
    expect(history.length).toBeLessThanOrEqual(26);
    expect(history.map(({ asOf }) => asOf)).toEqual(
      history.map((_, i) => addDays(first, 7 * (i + 1 - history.length))),
    );
    expect(history.map(({ backfilled }) => backfilled)).toEqual(history.map(({ asOf }) => asOf !== first));
  });

  it("score one week more a week later, with the model that is still fresh", async () => {
    const before = ceo("first").history;
    expect(ceo("next").history.slice(0, -1)).toEqual(before);
    expect(ceo("next").history.at(-1)).toMatchObject({ asOf: second, backfilled: false });
    expect(await scored("next")).toEqual([{ as_of: second, model_id: runs["first"]!.report.model!.id }]);
    expect(runs["next"]!.report.model).toEqual(runs["first"]!.report.model);
    expect(weekOf("next")).toMatchObject({ previousAsOf: first, modelChanged: false });
  });

  it("catch up on weeks that were missed, and train anew after four", async () => {
    const model_id = runs["later"]!.report.model!.id;
    expect(await scored("later")).toEqual(["2026-07-13", "2026-07-20", later].map((as_of) => ({ as_of, model_id })));
    expect(model_id).not.toBe(runs["first"]!.report.model!.id);
    const added = ceo("later").history.slice(ceo("next").history.length);
    expect(added.map(({ asOf, backfilled }) => [asOf, backfilled])).toEqual([
      ["2026-07-13", true],
      ["2026-07-20", true],
      [later, false],
    ]);
    expect(weekOf("later")).toMatchObject({ previousAsOf: "2026-07-20", modelChanged: true });
  });

  it("train before the month is over when customers are no longer those the model learnt from", () => {
    const life = (name: string) => JSON.parse(data[name]!["model.json"]!) as ModelData;
    expect([life("first"), life("next"), life("later")].map(({ training }) => training)).toEqual([
      "first",
      null,
      "monthly",
    ]);
    expect(life("first").drift).toBeNull();
    expect(life("next").drift!.length).toBeGreaterThan(5);
    expect(life("next").drift!.filter(({ isShifted }) => isShifted)).toEqual([]);
    expect(life("shifted").training).toBe("drift");
    expect(life("shifted").drift![0]).toMatchObject({ isShifted: true });
    expect(life("shifted").trainedAsOf).toBe(addDays(later, 7));
  });

  it("keep clocks sound: above the line one runs, it never starts later, and a crossing starts it", async () => {
    const broken = await inWarehouse(join(dir, "one"), (select) =>
      select(
        `select * from score_week
         where first_crossed_on > as_of or (is_newly_at_risk and first_crossed_on != as_of)
           or (first_crossed_on is not null) != (not is_lost and p > 0.5) or (is_lost and tier is not null)`,
      ),
    );
    expect(broken).toEqual([]);
  });

  it("count every active customer in one tier, in the report, the tiers, the histogram and the list alike", async () => {
    for (const name of ["first", "next", "later"]) {
      const { run, tiers, histogram, history, newlyAtRisk } = ceo(name);
      const { report } = runs[name]!;
      const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
      expect(run.customers.active + Number(run.customers.lost)).toBeLessThanOrEqual(400);
      expect(total(tiers.map(({ customers }) => customers))).toBe(run.customers.active);
      const cells = await inWarehouse(join(dir, "one"), (select) =>
        select(`select customers from histogram_week where run_id = '${report.run_id}'`),
      );
      expect(total(cells.map((cell) => Number((cell as { customers: number }).customers)))).toBe(run.customers.active);
      // the page's plan reads the low tier alone there: the others stand in the allocation
      expect([new Set(histogram.map(({ tier }) => tier)), total(histogram.map(({ customers }) => customers))]).toEqual([
        new Set(["low"]),
        tiers.find(({ tier }) => tier === "low")!.customers,
      ]);
      expect(history.at(-1)!.customers).toBe(run.customers.active);
      expect(Object.fromEntries(tiers.map(({ tier, customers }) => [tier, customers]))).toEqual(report.tiers);
      expect([newlyAtRisk, weekOf(name).newlyAtRisk]).toEqual([report.newly_at_risk, report.newly_at_risk]);
      expect(total(tiers.map(({ expectedLosses }) => expectedLosses))).toBeCloseTo(report.expected_losses.heads, 9);
      const { columns } = JSON.parse(data[name]!["customer-list.json"]!) as CustomerListData;
      expect(columns!.isLost.filter((isLost) => !isLost)).toHaveLength(run.customers.active);
      expect(columns!.tier.every((tier, i) => (tier === null) === columns!.isLost[i])).toBe(true);
    }
  });

  it("score everybody alike in SQL and by the model that the page reads, to 1e-9", () => {
    const { models } = JSON.parse(data["first"]!["churn-model.json"]!) as ModelsData;
    const shards = Object.keys(data["first"]!).filter((name) => name.startsWith("customers/"));
    const details = shards.flatMap((name) =>
      Object.values(JSON.parse(data["first"]![name]!) as Record<string, CustomerDetail>),
    );
    const scored = details.filter(({ p }) => p !== null);
    expect([models.length, scored.length > 300]).toEqual([1, true]);
    const gaps = scored.map(({ p, inputs }) => Math.abs(churnProbability(models[0]!.model, inputs) - p!));
    expect(Math.max(...gaps)).toBeLessThan(1e-9);
  });
});

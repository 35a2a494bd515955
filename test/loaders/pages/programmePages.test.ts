import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type {
  CeoData,
  CustomerListData,
  ExperimentsData,
  NotebookData,
  NotebookTablesData,
  RoadmapData,
  TimingData,
  WeekData,
} from "../../../src/pageData.js";
import { unpackColumn } from "../../../src/packedColumns.js";
import { evaluateRoi, roiModel, withMeasured } from "../../../src/model/roi/index.js";
import { weekCells, weekPlan } from "../../../src/model/scenario/index.js";
import { playbookById } from "../../../src/playbooks/index.js";
import { rows } from "../../../loaders/query.js";
import { connect } from "../sources/staging.js";
import { sampleFiles, week } from "../../support/weekly.js";

const asOf = "2026-06-29";

describe("the programme's pages, from one run over a simulated firm", () => {
  let [dir, firm] = ["", ""];
  const read = <T>(name: string) => JSON.parse(readFileSync(join(dir, "page-data", `${name}.json`), "utf8")) as T;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "holdfast-programme-"));
    firm = await sampleFiles(join(dir, "firm"), { playbook: "aftersales", customers: 1500, asOf });
    const args = ["--playbook", "aftersales", "--source", firm, "--audience", "team", "--plain", "--no-words"];
    const made = await week(dir, ...args);
    expect(made.exitCode, String(made.error)).toBe(0);
  }, 240_000);

  /** One figure of the firm's interventions, by hand. */
  async function counted(sql: string): Promise<number> {
    const [found] = await rows<{ n: number }>(
      await connect(),
      `select ${sql} as n from '${firm}/interventions.parquet'`,
    );
    return found!.n;
  }

  it("timing: counts only complete follow-ups as measured, names the pending, and says which curve is used and why", async () => {
    const timing = read<TimingData>("timing");
    const complete = `assigned_on + 365 <= date '${asOf}'`;
    const high = timing.stayRates.find(({ tier, strategy }) => tier === "high" && strategy === null)!;
    const treated = "tier = 'high' and arm != 'holdout'";
    expect(high.stay!.n).toBe(
      await counted(`count(*) filter (${treated} and contacted_on is not null and ${complete})`),
    );
    expect(high.natural!.n).toBe(await counted(`count(*) filter (tier = 'high' and arm = 'holdout' and ${complete})`));
    expect(high.pending).toBe(await counted(`count(*) filter (${treated} and not ${complete})`));
    expect(timing.curve.used).toBe(timing.curve.reason === "measured" ? "measured" : "published");
    expect(timing.curve.points.map(({ days, published }) => [days, published])).toEqual(
      Object.entries({ 7: 0.62, 14: 0.55, 21: 0.38, 30: 0.22 }).map(([days, rate]) => [Number(days), rate]),
    );
    expect(timing.contact.contacted).toBe(
      await counted("count(*) filter (tier != 'medium' and arm != 'holdout' and contacted_on is not null)"),
    );
    const bins = timing.contact.bins.reduce((sum, { customers }) => sum + Number(customers), 0);
    expect(bins).toBe(timing.contact.contacted);
  });

  it("notebook: the tables hold what the other pages show", () => {
    const { tables } = read<NotebookData>("notebook");
    const rowsOf = read<NotebookTablesData>("notebook-tables").tables!;
    const table = (name: string) => tables!.find((each) => each.name === name)!;
    const column = (name: string, id: string) =>
      unpackColumn(rowsOf.find((each) => each.name === name)!.columns.find((each) => each.name === id)!.values);
    const list = read<CustomerListData>("customer-list");
    expect(tables!.map(({ name }) => name)).toEqual(["customers", "queue", "reasons", "features", "weeks"]);
    expect(column("customers", "customer_id").toSorted()).toEqual(list.columns!.id.toSorted());
    const p = new Map(list.columns!.id.map((id, i) => [id, list.columns!.p[i]!]));
    column("customers", "customer_id").forEach((id, i) => {
      const [here, there] = [column("customers", "p")[i], p.get(String(id))];
      if (there === null) expect(here).toBeNull();
      else expect(here).toBeCloseTo(there!, 3);
    });
    const money = column("weeks", "money").filter((_, i) => column("weeks", "as_of")[i] === asOf);
    const shown = read<CeoData>("ceo").tiers.reduce((sum, tier) => sum + (tier.money ?? 0), 0);
    expect(money.reduce<number>((sum, each) => sum + Number(each ?? 0), 0)).toBeCloseTo(shown, 0);
    expect(table("queue").rows).toBeGreaterThan(0);
    for (const { name, rows, columns } of tables!)
      expect([rows, columns.length]).toEqual([
        column(name, columns[0]!.name).length,
        rowsOf.find((each) => each.name === name)!.columns.length,
      ]);
    expect(JSON.stringify([tables, rowsOf])).not.toMatch(/@|contact_email|phone/);
  });

  it("timing: the week's cost of waiting is the queue's", () => {
    const queue = read<WeekData>("week").queue!;
    const open = queue.filter(({ state }) => state === "open" || state === "waiting");
    const sum = open.reduce((total, { costOfWaiting }) => total + (costOfWaiting ?? 0), 0);
    expect(read<TimingData>("timing").costOfWaiting).toBeCloseTo(sum, 3);
    expect(queue.some(({ isHoldout }) => isHoldout)).toBe(false);
  });

  it("experiments: every tier against its holdout, by assignment, unregistered ones marked", async () => {
    const { cards, holdout } = read<ExperimentsData>("experiments");
    expect(cards.map(({ plan, isRegistered }) => [plan.tiers[0], isRegistered])).toEqual([
      ["critical", false],
      ["high", false],
      ["medium", false],
    ]);
    const [, high] = cards;
    const assigned = Object.fromEntries(high!.arms.map((arm) => [arm.id, arm.assigned]));
    expect(assigned["holdout"]).toBe(await counted("count(*) filter (tier = 'high' and arm = 'holdout')"));
    expect(assigned["advisor_call"]).toBe(await counted("count(*) filter (arm = 'advisor_call')"));
    expect(high!.ratio!.isRed).toBe(false);
    expect(high!.contamination.controlContacted).toBeLessThan(0.1);
    expect(high!.size.sequentialPerArm).toBeGreaterThan(high!.size.fixedPerArm);
    expect(holdout.tiers.map(({ tier }) => tier)).toEqual(["critical", "high", "medium"]);
  });

  it("roadmap: what was spent is what the contacts cost, phase by phase and in all", async () => {
    const roadmap = read<RoadmapData>("roadmap");
    const total = await counted(`sum(cost) filter (contacted_on <= date '${asOf}')`);
    const spent = roadmap.months.reduce((sum, month) => sum + (month.spent ?? NaN), 0) + roadmap.spentAfterPlan;
    expect(spent).toBeCloseTo(total, 6);
    const phases = roadmap.phases.reduce((sum, phase) => sum + (phase.spent ?? 0), 0) + roadmap.spentAfterPlan;
    expect(phases).toBeCloseTo(total, 6);
    expect(roadmap.months.reduce((sum, month) => sum + month.planned, 0)).toBeCloseTo(10_840_000, 6);
    expect(roadmap.risks.map(({ id, line }) => [id, line])).toEqual([
      ["model_misses", 0.8],
      ["strategy_misses", roadmap.gates.find(({ gate }) => gate === "stay")!.stay!.lines.stop],
      ["team_resists", null],
    ]);
    expect(roadmap.stops).toEqual(roadmap.gates.filter(({ state }) => state === "STOP").map(({ gate }) => gate));
  });

  it("ceo: this week's plan on the What-if page is the weekly run's, customer by customer, up to its grouping", () => {
    const { allocation, tiers } = read<CeoData>("ceo");
    const aftersales = playbookById("aftersales");
    const values = evaluateRoi(withMeasured(roiModel(aftersales), tiers));
    const { cells, curve, limits, candidates } = allocation!;
    expect(cells.reduce((sum, { customers }) => sum + customers, 0)).toBe(candidates);
    const terms = { tiers: aftersales.tiers, curve, ltvScale: 1 };
    const plan = weekPlan(weekCells(cells, terms, values), { capacity: limits.capacity });
    for (const order of ["risk", "profit", "optimum"] as const) {
      expect(Math.abs(plan[order].net - allocation![order].net), order).toBeLessThan(0.05 * allocation!.optimum.net);
    }
    // Without limits nothing hangs on the order within a group, so the grouping does not show.
    const everybody = weekPlan(weekCells(cells, terms, values), { capacity: {} }).risk;
    expect(everybody.customers).toBe(candidates);
  });

  it("an executive build of the same run counts out no group under five", async () => {
    const made = await week(dir, "--playbook", "aftersales", "--source", firm, "--no-words");
    expect(made.exitCode).toBe(0);
    for (const name of ["timing", "experiments", "roadmap"]) {
      const text = JSON.stringify({ ...read<{ run: unknown }>(name), run: undefined });
      const counts = /"(assigned|n|pending|customers|contacted|treated|heldOut|outcomes|inSeveralArms)":[1-4][,}]/;
      expect(counts.exec(text)?.[0], name).toBeUndefined();
    }
    const { allocation } = read<CeoData>("ceo");
    expect(allocation?.upperBound).toBeGreaterThan(0);
    expect(Math.min(...allocation!.cells.map(({ customers }) => customers))).toBeGreaterThanOrEqual(5);
    expect(allocation!.cells.reduce((sum, { customers }) => sum + customers, 0)).toBe(allocation!.candidates);
  });
});

import { parse } from "csv-parse/sync";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/model/experiment/analyse.js";
import type { ExperimentPlan } from "../../../src/model/experiment/plan.js";

const file = join(process.env["HOLDFAST_DATASETS"] ?? "../shared/datasets", "hillstrom_visit.csv");
const isHere = existsSync(file);
const reason = isHere ? "" : " (skipped: hillstrom_visit.csv is not here; HOLDFAST_DATASETS names its folder)";

const arms = ["No E-Mail", "Mens E-Mail", "Womens E-Mail"] as const;
const plan: ExperimentPlan = {
  id: "hillstrom",
  arms: arms.map((id) => ({ id, share: 1 / 3 })),
  control: "No E-Mail",
  tiers: [],
  metric: "stay_rate",
  startsOn: "2008-03-20",
  followUpDays: 14,
  baseline: 0.1,
  target: 0.11,
  alpha: 0.05,
  power: 0.8,
  rule: "fixed",
  perArm: 20_000,
};

function countsByArm() {
  const records: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return arms.map((id) => {
    const rows = records.filter(({ segment }) => segment === id);
    return { id, assigned: rows.length, n: rows.length, stayed: rows.filter(({ y }) => y === "1").length };
  });
}

describe.skipIf(!isHere)(`Hillstrom's randomised e-mail test, 64,000 customers${reason}`, () => {
  // statsmodels (Wilson; Newcombe) and SciPy (chisquare) on the same file.
  const result = isHere ? analyse(plan, countsByArm()) : undefined;
  const arm = (id: (typeof arms)[number]) => result!.arms.find((found) => found.id === id)!;

  it.each([
    ["No E-Mail", 2262, 21306, 0.10616727682343002, 0.10210165383004598, 0.11037488981624681],
    ["Mens E-Mail", 3894, 21307, 0.18275684047496127, 0.17762499082168498, 0.18800306163588704],
    ["Womens E-Mail", 3238, 21387, 0.151400383410483, 0.14665917510040702, 0.1562667977415205],
  ] as const)("%s: %i of %i visited", (id, visited, n, value, low, high) => {
    expect(arm(id)).toMatchObject({ n, stayed: visited });
    expect(arm(id).stay!.value).toBeCloseTo(value, 12);
    expect(arm(id).stay!.low).toBeCloseTo(low, 10);
    expect(arm(id).stay!.high).toBeCloseTo(high, 10);
  });

  it.each([
    ["Mens E-Mail", 0.07658956365153125, 0.06995330808373154, 0.08322674127411137],
    ["Womens E-Mail", 0.045233106587052985, 0.03889409535998813, 0.051574342962213596],
  ] as const)("%s against none: %f", (id, value, low, high) => {
    expect(arm(id).difference!.value).toBeCloseTo(value, 12);
    expect(arm(id).difference!.low).toBeCloseTo(low, 10);
    expect(arm(id).difference!.high).toBeCloseTo(high, 10);
    expect(arm(id).verdict).toBe("better");
  });

  it("was assigned in thirds", () => {
    expect(result!.ratio!.chiSquare).toBeCloseTo(0.20253125, 8);
    expect(result!.ratio!.pValue).toBeCloseTo(0.9036929575604196, 8);
  });
});

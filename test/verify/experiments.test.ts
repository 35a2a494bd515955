import { describe, expect, it } from "vitest";
import { analyse } from "../../src/model/experiment/analyse.js";
import type { ExperimentPlan } from "../../src/model/experiment/plan.js";
import { random } from "../../src/model/stats/random.js";

const worlds = process.env["HOLDFAST_VERIFY"] === "quick" ? 200 : 2000;
const plan: ExperimentPlan = {
  id: "remedies",
  metric: "stay_rate",
  arms: [
    { id: "holdout", share: 0.25 },
    { id: "call", share: 0.25 },
    { id: "voucher", share: 0.25 },
    { id: "slot", share: 0.25 },
  ],
  ...{ control: "holdout", tiers: ["high"], startsOn: "2026-01-05", followUpDays: 90 },
  ...{ baseline: 0.4, target: 0.5, alpha: 0.05, power: 0.8, rule: "sequential", perArm: 680 },
};

describe(`three strategies without any effect, looked at weekly for 26 weeks in ${worlds} seeded worlds`, () => {
  it.each([0.4, 0.9])("are told from the holdout in at most 6 of 100, stay rate %f", { timeout: 600_000 }, (stay) => {
    const { uniform } = random(31);
    let wrong = 0;
    for (let world = 0; world < worlds; world++) {
      const stayed = plan.arms.map(() => 0);
      let hasFailed = false;
      for (let week = 1; week <= 26; week++) {
        plan.arms.forEach((_, arm) => {
          for (let i = 0; i < 20; i++) stayed[arm]! += Number(uniform() < stay);
        });
        const counts = plan.arms.map(({ id }, arm) => ({
          id,
          assigned: 20 * week,
          n: 20 * week,
          stayed: stayed[arm]!,
        }));
        hasFailed ||= analyse(plan, counts).arms.some(({ verdict }) => verdict === "better" || verdict === "worse");
      }
      wrong += Number(hasFailed);
    }
    expect(wrong / worlds).toBeLessThanOrEqual(0.06);
  });
});

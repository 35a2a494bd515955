import { describe, expect, it } from "vitest";
import { analyse, type ArmCounts } from "../../../src/model/experiment/analyse.js";
import { planHash, type ExperimentPlan } from "../../../src/model/experiment/plan.js";
import { random } from "../../../src/model/stats/random.js";

const plan: ExperimentPlan = {
  id: "spring",
  arms: [
    { id: "usual", share: 0.4 },
    { id: "call", share: 0.3 },
    { id: "voucher", share: 0.3 },
  ],
  control: "usual",
  tiers: ["high"],
  metric: "stay_rate",
  startsOn: "2026-03-02",
  followUpDays: 90,
  baseline: 0.4,
  target: 0.5,
  alpha: 0.05,
  power: 0.8,
  rule: "fixed",
  perArm: 450,
};
const counts = (n: number, rates: readonly number[]): ArmCounts[] =>
  plan.arms.map(({ id, share }, i) => ({
    id,
    assigned: Math.round(3 * n * share),
    n,
    stayed: Math.round(n * rates[i]!),
  }));
const verdicts = (result: ReturnType<typeof analyse>) => result.arms.map(({ verdict }) => verdict);

describe("analyse", () => {
  it("decides a fixed plan at its end: Wilson, Newcombe, Holm", () => {
    const result = analyse(plan, counts(450, [0.4, 0.52, 0.42]));
    expect(result).toMatchObject({ isEnded: true, isAlwaysValid: false });
    expect(verdicts(result)).toEqual(["control", "better", "undecided"]);
    const call = result.arms[1]!;
    // statsmodels: proportion_confint(234, 450, method="wilson") and its two-sample z test.
    expect(call.stay!.low).toBeCloseTo(0.4738663508394385, 12);
    expect(call.pValue).toBeCloseTo(0.00030434234335938035, 12);
    expect(call.adjustedP).toBeCloseTo(2 * call.pValue!, 12);
  });

  it("leaves a fixed plan undecided while it runs, and shows always-valid figures", () => {
    const result = analyse(plan, counts(449, [0.4, 0.7, 0.1]));
    expect(result).toMatchObject({ isEnded: false, isAlwaysValid: true });
    expect(verdicts(result)).toEqual(["control", "undecided", "undecided"]);
    expect(result.arms[1]!.difference!.low).toBeGreaterThan(0);
  });

  it("decides a fixed plan on its end date with what there is", () => {
    const result = analyse(plan, counts(300, [0.4, 0.55, 0.42]), true);
    expect(result).toMatchObject({ isEnded: true, isAlwaysValid: false });
    expect(verdicts(result)).toEqual(["control", "better", "undecided"]);
  });

  it("lets a sequential plan decide at any look, and keeps its wider intervals to the end", () => {
    const sequential = { ...plan, rule: "sequential" } as const;
    expect(verdicts(analyse(sequential, counts(200, [0.4, 0.65, 0.2])))).toEqual(["control", "better", "worse"]);
    const width = (result: ReturnType<typeof analyse>) => {
      const { low, high } = result.arms[1]!.difference!;
      return high - low;
    };
    const ended = counts(450, [0.4, 0.5, 0.42]);
    expect(width(analyse(sequential, ended))).toBeGreaterThan(1.3 * width(analyse(plan, ended)));
  });

  it("raises the red light when arms are not filled as planned", () => {
    const skewed = counts(450, [0.4, 0.5, 0.42]).map((arm, i) => (i === 0 ? { ...arm, assigned: 640 } : arm));
    expect(analyse(plan, counts(450, [0.4, 0.5, 0.42])).ratio!.isRed).toBe(false);
    expect(analyse(plan, skewed).ratio).toMatchObject({ isRed: false });
    expect(
      analyse(
        plan,
        skewed.map((arm, i) => (i === 0 ? { ...arm, assigned: 700 } : arm)),
      ).ratio!.isRed,
    ).toBe(true);
  });

  it("has nothing to say before the first outcome", () => {
    const result = analyse(plan, counts(0, [0, 0, 0]));
    expect(result.arms[1]).toMatchObject({ stay: undefined, verdict: "undecided" });
    expect(result.ratio).toBeUndefined();
  });

  it("names a false winner in at most 6 % of seeded worlds without effect, looked at weekly", () => {
    const { uniform } = random(8);
    const sequential = { ...plan, rule: "sequential" } as const;
    let wrong = 0;
    for (let world = 0; world < 300; world++) {
      let hasWinner = false;
      const stayed = [0, 0, 0];
      for (let week = 1; week <= 26; week++) {
        for (let arm = 0; arm < 3; arm++) for (let i = 0; i < 20; i++) stayed[arm]! += Number(uniform() < 0.4);
        const rows = plan.arms.map(({ id }, arm) => ({ id, assigned: 20 * week, n: 20 * week, stayed: stayed[arm]! }));
        hasWinner ||= analyse(sequential, rows).arms.some(({ verdict }) => verdict === "better" || verdict === "worse");
      }
      wrong += Number(hasWinner);
    }
    expect(wrong / 300).toBeLessThanOrEqual(0.06);
  });

  it("refuses a plan that does not hold together and counts without an arm", () => {
    expect(() => analyse({ ...plan, control: "none" }, [])).toThrow(
      "invalid control; not one of usual, call, voucher: none",
    );
    expect(() => analyse({ ...plan, arms: plan.arms.slice(0, 2) }, [])).toThrow("invalid shares; do not sum to 1: 0.7");
    expect(() => analyse(plan, counts(9, [0, 0, 0]).slice(1))).toThrow("invalid counts; no arm usual: call, voucher");
  });
});

describe("planHash", () => {
  it("does not depend on the order of members, and shows every change", () => {
    const { id, ...rest } = plan;
    expect(planHash({ ...rest, id })).toBe(planHash(plan));
    for (const change of [{ endsOn: "2026-12-28" }, { perArm: 451 }, { metric: "clicks" as "stay_rate" }])
      expect(planHash({ ...plan, ...change })).not.toBe(planHash(plan));
    expect(planHash({ ...plan, target: 0.51 })).not.toBe(planHash(plan));
    expect(planHash({ ...plan, arms: [...plan.arms].reverse() })).not.toBe(planHash(plan));
    expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
  });
});

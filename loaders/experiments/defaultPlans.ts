import type { ExperimentPlan } from "../../src/model/experiment/plan.js";
import { sizePerArm } from "../../src/model/experiment/power.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import type { Published } from "../evidence/estimate.js";

/** An arm found in the data. */
export interface FoundArm {
  readonly tier: string;
  readonly arm: string;
  readonly firstOn: string;
}

/**
 * What a tier's interventions would be as an experiment that nobody registered: the strategies found against the
 * holdout, equal shares, followed as long as the early warning looks ahead. Six arms at most; none without a holdout
 * and a strategy.
 */
export function defaultPlans(found: readonly FoundArm[], playbook: Playbook, published: Published): ExperimentPlan[] {
  return programmeTierIds.flatMap((tier) => {
    const own = found.filter((one) => one.tier === tier);
    const strategies = own
      .map(({ arm }) => arm)
      .filter((arm) => arm !== "holdout")
      .sort()
      .slice(0, 5);
    if (!strategies.length || strategies.length === own.length) return [];
    const followUpDays = playbook.earlyWarningDays ?? playbook.horizonDays;
    const { baseline, target } = lines(published[tier], followUpDays / playbook.horizonDays);
    const share = (1 - playbook.holdoutShare) / strategies.length;
    const arms = [{ id: "holdout", share: playbook.holdoutShare }, ...strategies.map((id) => ({ id, share }))];
    const perArm = sizePerArm({ from: baseline, to: target }, "sequential", strategies.length);
    const startsOn = own.map(({ firstOn }) => firstOn).sort()[0]!;
    return [
      {
        ...{
          id: `${tier}-as-found`,
          metric: "stay_rate" as const,
          arms,
          control: "holdout",
          tiers: [tier],
          startsOn,
          followUpDays,
          baseline,
          target,
        },
        ...{ alpha: 0.05, power: 0.8, rule: "sequential" as const, perArm },
      },
    ];
  });
}

/** Natural stay and stay rate if treated over a shorter follow-up, at a constant hazard. */
function lines({ stay, natural }: Published[TierId], part: number): { baseline: number; target: number } {
  const inside = (value: number) => Math.min(0.995, Math.max(0.005, value));
  const baseline = inside(natural ** part);
  return { baseline, target: inside(Math.max(stay ** part, baseline + 0.005)) };
}

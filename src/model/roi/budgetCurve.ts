import { tierIds, type TierId } from "../../playbooks/types.js";
import { evaluateRoi } from "./evaluateRoi.js";
import type { RoiModel, Values } from "./types.js";

/** A tier as a stretch of the curve: so much money treats so many, who bring so much. */
export interface BudgetSegment {
  readonly tier: TierId;
  /** Treating the whole tier for a year at full coverage. */
  readonly cost: number;
  readonly saved: number;
  readonly benefit: number;
}

export interface BudgetPoint {
  /** Money spent on interventions; never more than everybody costs. */
  readonly spend: number;
  readonly saved: number;
  readonly benefit: number;
  readonly churn: number;
  /** Overrides for `evaluateRoi`: the shares of each tier to treat, bottom-up. */
  readonly overrides: Values;
}

export interface BudgetCurve {
  /** Best value for money first. */
  readonly segments: readonly BudgetSegment[];
  /** Cost of treating everybody. */
  readonly fullBudget: number;
  readonly at: (budget: number) => BudgetPoint;
  /** The smallest budget that brings churn down to this; undefined when no budget does. */
  readonly budgetForChurn: (churn: number) => number | undefined;
}

/**
 * What an intervention budget buys, at full coverage. Money goes to the tier with the highest net gain per unit of cost
 * until all of it is treated, then to the next; so benefit is a concave, piecewise linear function of budget, and nothing
 * spent saves nobody. Budget and churn after the plan are two readings of one point of the curve; LTV moves the curve
 * itself. A stated (top-down) churn does not depend on money, so the curve is always bottom-up.
 */
export function budgetCurve(model: RoiModel, overrides: Values = {}): BudgetCurve {
  const everybody = Object.fromEntries(tierIds.map((tier) => [`treated_${tier}`, 1]));
  const values = evaluateRoi(model, { ...overrides, ...everybody, top_down: 0 });
  const segments = tierIds
    .map((tier) => segment(tier, values))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.benefit / b.cost - a.benefit / a.cost);
  const fullBudget = segments.reduce((sum, { cost }) => sum + cost, 0);
  const at = (budget: number): BudgetPoint => pointAt(budget, segments, values);
  return { segments, fullBudget, at, budgetForChurn: (churn) => budgetFor(churn, segments, values) };
}

function segment(tier: TierId, values: Values): BudgetSegment {
  const at = (id: string): number => values[id]!;
  const saved = at(`saved_${tier}`);
  const referral = at("count_referrals") !== 0 ? at("referral_share") * at("referrals_each") * at("referral_value") : 0;
  return {
    tier,
    cost: at(`interventions_${tier}`),
    saved,
    benefit: saved * (at(`ltv_${tier}`) * at("margin") + referral),
  };
}

function pointAt(budget: number, segments: readonly BudgetSegment[], values: Values): BudgetPoint {
  if (!(budget >= 0)) throw new RangeError(`invalid budget; below 0: ${budget}`);
  let left = budget;
  const point = { spend: 0, saved: 0, benefit: 0 };
  const overrides: Record<string, number> = { top_down: 0 };
  for (const { tier, cost, saved, benefit } of segments) {
    const share = Math.min(1, left / cost);
    left = share < 1 ? 0 : left - cost;
    point.spend += share * cost;
    point.saved += share * saved;
    point.benefit += share * benefit;
    overrides[`treated_${tier}`] = share;
  }
  return { ...point, churn: churnAt(point.saved, values), overrides };
}

function budgetFor(churn: number, segments: readonly BudgetSegment[], values: Values): number | undefined {
  let [spend, saved] = [0, 0];
  if (churnAt(0, values) <= churn) return 0;
  for (const part of segments) {
    const needed = (churnAt(saved, values) - churn) * values["customers"]!;
    if (part.saved >= needed - 1e-9 * part.saved) return spend + part.cost * Math.min(1, needed / part.saved);
    spend += part.cost;
    saved += part.saved;
  }
  return undefined;
}

function churnAt(saved: number, values: Values): number {
  return values["churn_without"]! - saved / values["customers"]!;
}

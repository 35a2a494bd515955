import type { CeoData } from "../../pageData.js";
import { atOnce } from "../../model/atOnce.js";
import { gateState, type GateState } from "../../model/gate.js";
import {
  budgetCurve,
  cashFan,
  cashFlow,
  evaluateRoi,
  hasOwnValue,
  roiModel,
  simulator,
  withMeasured,
  type BudgetCurve,
  type CashFlow,
  type RoiModel,
  type Simulation,
  type Simulator,
  type Spread,
  type Values,
} from "../../model/roi/index.js";
import type { Playbook, Preset } from "../../playbooks/types.js";

/** What the reader has chosen: on whose figures, and which assumptions differ. */
export interface Choice {
  /** `run`: this week's customers, tiers, p and LTV. `plan`: the playbook's. */
  readonly basis: "run" | "plan";
  readonly preset?: string;
  readonly overrides: Values;
}

/** Everything that follows from a choice. Money in the small unit. */
export interface Scenario extends Choice {
  readonly model: RoiModel;
  readonly values: Values;
  /** Interventions that money can buy, tier by tier. */
  readonly curve: BudgetCurve;
  readonly roi: Spread;
  readonly roiAbove: Simulation["roiAbove"];
  /** Draws of ROI, for the picture; overwritten by the next scenario. */
  readonly roiDraws: ArrayLike<number>;
  readonly cash: CashFlow;
  readonly fan: { readonly p10: readonly number[]; readonly p90: readonly number[] };
  readonly gate: GateState;
  /** The run's data give no remaining value and the reader has not set one: the playbook's stands in. */
  readonly isValueAssumed: boolean;
}

export interface Switch {
  readonly id: "count_low_tier" | "count_referrals" | "count_ramp";
  readonly isOn: boolean;
}

/** The page opens on the run's own figures, with nothing changed. */
export const ownChoice: Choice = { basis: "run", overrides: {} };

/** Whether nothing has been moved since the page opened. */
export function isOpening({ basis, preset, overrides }: Choice): boolean {
  return basis === "run" && preset === undefined && Object.keys(overrides).length === 0;
}

export interface Scenarios {
  (choice: Choice): Scenario;
  /** The opening scenario in small steps; most of them draw its random numbers. */
  opening(): Iterable<void, Scenario>;
  /** The playbook's model with its own figures. */
  readonly plan: RoiModel;
}

/** Computes scenarios of one run. Each basis has one simulator, so that a moved slider moves every draw a little. */
export function scenarios(playbook: Playbook, { tiers, run }: CeoData): Scenarios {
  const plan = roiModel(playbook);
  const models = { plan, run: withMeasured(plan, tiers) };
  const simulators: Partial<Record<Choice["basis"], Simulator>> = {};
  const seed = Number(run.asOf.replaceAll("-", ""));
  const simulatorOf = (basis: Choice["basis"]) => (simulators[basis] ??= simulator(models[basis], { seed }));
  function* steps(choice: Choice): Generator<void, Scenario> {
    const model = models[choice.basis];
    const simulate = simulatorOf(choice.basis);
    const values = evaluateRoi(model, choice.overrides);
    yield;
    const simulation = yield* simulate.steps(choice.overrides);
    const curve = budgetCurve(model, withoutBudget(choice.overrides));
    yield;
    const fan = cashFan(simulation, playbook.phases);
    yield;
    const roi = simulation.spreads["roi"]!;
    const column = simulation.columns["roi"]!;
    const isValueAssumed = choice.basis === "run" && !("ltv" in choice.overrides) && !hasOwnValue(model);
    return {
      ...choice,
      model,
      values,
      curve,
      roi,
      roiAbove: simulation.roiAbove,
      roiDraws: typeof column === "number" ? [column] : column,
      cash: cashFlow(values, playbook.phases),
      fan,
      gate: isValueAssumed
        ? "NOT_YET"
        : gateState({ low: roi.p2_5 ?? -1, high: roi.p97_5 ?? Infinity }, playbook.gates.roi),
      isValueAssumed,
    };
  }
  function* opening(): Generator<void, Scenario> {
    yield* simulatorOf(ownChoice.basis).warm();
    return yield* steps(ownChoice);
  }
  return Object.assign((choice: Choice) => atOnce(steps(choice)), { opening, plan });
}

export function choosePreset(preset: Preset): Choice {
  return { basis: "plan", preset: preset.id, overrides: preset.overrides };
}

export function setLtv({ basis, preset, overrides }: Choice, ltv: number): Choice {
  return { basis, preset, overrides: { ...overrides, ltv } };
}

/** Money in all, one-off and yearly cost included; what is left buys interventions where they pay most. */
export function setBudget(scenario: Scenario, budget: number): Choice {
  const { basis, preset, overrides, curve } = scenario;
  const point = curve.at(Math.max(0, budget - fixedCost(scenario)));
  return { basis, preset, overrides: { ...withoutBudget(overrides), ...point.overrides } };
}

/** Churn after the plan: the same point of the curve read the other way, or the stated target itself. */
export function setChurn(scenario: Scenario, churn: number): Choice {
  const { basis, preset, overrides, curve, values } = scenario;
  if (values["top_down"]) return { basis, preset, overrides: { ...overrides, churn_after: churn } };
  return setBudget(scenario, fixedCost(scenario) + (curve.budgetForChurn(churn) ?? curve.fullBudget));
}

export function setSwitch({ basis, preset, overrides }: Choice, { id, isOn }: Switch): Choice {
  return { basis, preset, overrides: { ...overrides, [id]: isOn ? 1 : 0 } };
}

/** What is spent before anybody is treated. */
export function fixedCost({ values }: Pick<Scenario, "values">): number {
  return values["one_off"]! + values["running"]!;
}

/** Where the sliders can go, and where they stand. The ramp scales what is counted, not what is asked for. */
export function sliderRanges(scenario: Scenario): Record<"budget" | "churn" | "ltv", SliderRange> {
  const { values, curve, model } = scenario;
  const fixed = fixedCost(scenario);
  const isStated = values["top_down"] !== 0;
  const before = values["churn_without"]!;
  const ltv = model.given["ltv"]!;
  return {
    budget: {
      min: fixed,
      max: fixed + Math.max(curve.fullBudget, values["interventions_full"]!),
      value: fixed + values["interventions_full"]!,
    },
    churn: {
      min: isStated ? values["churn_with"]! / 2 : curve.at(curve.fullBudget).churn,
      max: before,
      value: values["churn_with"]!,
    },
    ltv: { min: ltv.value / 2, max: ltv.value * 1.5, value: values["ltv"]!, low: ltv.low, high: ltv.high },
  };
}

export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

function withoutBudget(overrides: Values): Values {
  return Object.fromEntries(
    Object.entries(overrides).filter(([id]) => !id.startsWith("treated_") && id !== "top_down"),
  );
}

import {
  cashFan,
  cashFlow,
  evaluateRoi,
  simulator,
  tornado,
  waterfall,
  type CashFlow,
  type RoiModel,
  type Simulation,
  type Tornado,
  type Values,
  type Waterfall,
} from "../roi/index.js";
import type { Phase } from "../../playbooks/types.js";
import type { Scenario } from "./types.js";

/** Everything the page shows at once for a scenario. Money in the small unit. */
export interface Outcome {
  readonly values: Values;
  /** Its columns are overwritten by the next outcome. */
  readonly simulation: Simulation;
  readonly tornado: Tornado;
  readonly cash: CashFlow;
  readonly fan: { readonly p10: readonly number[]; readonly p90: readonly number[] };
  readonly waterfall: Waterfall;
}

export interface OutcomeEngine {
  (scenario: Pick<Scenario, "overrides" | "ranges">): Outcome;
  /** The slow part of the first outcome in small steps. */
  warm(): Iterable<void, unknown>;
}

export interface EngineOptions {
  readonly seed: number;
  readonly phases: readonly Phase[];
  readonly draws?: number;
  /** Node that the tornado looks at. */
  readonly result?: string;
}

/** Computes outcomes of one model with one seed; buffers are kept, so a moved slider costs what depends on it. */
export function outcomeEngine(model: RoiModel, { seed, phases, draws, result = "roi" }: EngineOptions): OutcomeEngine {
  const simulate = simulator(model, { seed, ...(draws === undefined ? {} : { draws }) });
  const swings = tornado(model, result);
  const compute = ({ overrides, ranges }: Pick<Scenario, "overrides" | "ranges">): Outcome => {
    const values = evaluateRoi(model, overrides);
    const simulation = simulate(overrides, ranges);
    return {
      values,
      simulation,
      tornado: swings(overrides, ranges),
      cash: cashFlow(values, phases),
      fan: cashFan(simulation, phases),
      waterfall: waterfall(values),
    };
  };
  function* warm(): Generator<void> {
    yield* simulate.warm();
    yield* simulate.steps();
  }
  return Object.assign(compute, { warm });
}

import type { Scenario, Vocabulary } from "./types.js";

/** The page as it opens: the run's own figures, nothing changed, variances against the first preset. */
export function defaultScenario({ model, presets, weeklyCapacity, weeklyBudget }: Vocabulary): Scenario {
  return {
    basis: "run",
    overrides: {},
    ranges: {},
    base: presets[0]?.id ?? "",
    goal: { change: "ltv", result: "roi", target: model.goLine },
    limits: { budget: weeklyBudget, capacity: weeklyCapacity },
  };
}

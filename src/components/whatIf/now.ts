import {
  assumptionsAsSet,
  evaluateRoi,
  roiModel,
  withMeasured,
  type RoiModel,
  type Values,
} from "../../model/roi/index.js";
import {
  outcomeEngine,
  type Outcome,
  type OutcomeEngine,
  type Scenario,
  type Vocabulary,
} from "../../model/scenario/index.js";
import type { CeoData } from "../../pageData.js";
import type { Playbook } from "../../playbooks/types.js";

/** A reading that the working copy is compared with: a preset of the plan or a saved scenario. */
export interface Reading {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly values: Values;
}

/** The scenario and what is known at once of it; `outcome` follows when the draws are there. */
export interface Now {
  readonly scenario: Scenario;
  readonly model: RoiModel;
  readonly values: Values;
  readonly base: Reading;
  readonly overlays: readonly Reading[];
  readonly outcome?: Outcome | undefined;
}

/** The two models a scenario may start from, and their engines, made when first needed. */
export interface Bench {
  readonly models: Readonly<Record<Scenario["basis"], RoiModel>>;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
  engine(scenario: Scenario): OutcomeEngine;
  values(scenario: Pick<Scenario, "basis" | "overrides">): Values;
  assumptions(scenario: Pick<Scenario, "basis" | "overrides">): Record<string, number>;
}

export function bench(playbook: Playbook, { tiers, run }: CeoData): Bench {
  const plan = roiModel(playbook);
  const models = { plan, run: withMeasured(plan, tiers) };
  const seed = Number(run.asOf.replaceAll("-", ""));
  const engines = new Map<string, OutcomeEngine>();
  const { weeklyCapacity, weeklyBudget } = playbook.queue;
  return {
    models,
    seed,
    vocabulary: {
      playbook: playbook.id,
      model: models.run,
      presets: playbook.roi.presets,
      weeklyCapacity,
      weeklyBudget,
    },
    engine(scenario) {
      const key = `${scenario.basis} ${scenario.seed ?? seed}`;
      const found =
        engines.get(key) ??
        outcomeEngine(models[scenario.basis], { seed: scenario.seed ?? seed, phases: playbook.phases });
      engines.set(key, found);
      return found;
    },
    values: ({ basis, overrides }) => evaluateRoi(models[basis], known(models[basis], overrides)),
    assumptions: ({ basis, overrides }) => assumptionsAsSet(models[basis], known(models[basis], overrides)),
  };
}

/** A measured assumption that a later run no longer has must not stop the page. */
function known(model: RoiModel, overrides: Values): Values {
  return Object.fromEntries(Object.entries(overrides).filter(([id]) => model.nodes.has(id)));
}

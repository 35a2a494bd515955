import type {
  ExperimentCard,
  ExperimentsData,
  HistogramCell,
  RoadmapData,
  WeekAllocation,
} from "../../src/pageData.js";
import type { TierEconomics } from "../../src/model/tierEconomics.js";
import type { Evidence } from "../evidence/measureEvidence.js";

/** What a run knows of the programme beside its marts: aggregates only. */
export interface Programme {
  readonly evidence: Evidence;
  /** What this week was decided with. */
  readonly economics: TierEconomics;
  readonly allocation: WeekAllocation<HistogramCell>;
  readonly experiments: readonly ExperimentCard[];
  readonly holdout: ExperimentsData["holdout"];
  readonly roadmap: Pick<RoadmapData, "startedOn" | "month" | "phases" | "months" | "spentAfterPlan" | "risks">;
}

import type { TierId } from "../../../src/playbooks/types.js";

/** Playbooks that a sample is simulated for, in the order of `npm start`. */
export const samplePlaybooks = ["aftersales", "saas"] as const;
export type SamplePlaybook = (typeof samplePlaybooks)[number];

/** What a team can see of a customer's proneness: a column of `customers` and its values. */
export interface Factor {
  readonly column: string;
  /** Shares among arrivals sum to 1; `strain` moves the customer's risk class, in points that add over factors. */
  readonly levels: readonly { readonly name: string; readonly share: number; readonly strain: number }[];
}

/** A group of customers whose level climbs and whose hazard runs at its own multiple. */
export interface RiskClass {
  readonly share: number;
  readonly climb: number;
  readonly hazard: number;
}

/**
 * The latent risk level of a customer, 0 (on good terms) to `levels` - 1, moves once a step. With x = level / (levels - 1), the
 * daily hazard of ending is hazardFloor + hazard * exp(hazardBase + hazardSlope * x ** hazardPower), `hazard` being the class's.
 * Moves a step, by chance: down 1 or 2, down * (1 + downSlope * x); up 1 or 2, up * (1 + upSlope * x) * climb ** 0.7, `climb`
 * being the class's; both at most .45; up by `shock`, shockShare * climb. Of every ten single or double moves three are double.
 */
export interface ChainSpec {
  readonly weeksPerStep: number;
  readonly levels: number;
  readonly hazardFloor: number;
  readonly hazardBase: number;
  readonly hazardSlope: number;
  readonly hazardPower: number;
  readonly up: number;
  readonly upSlope: number;
  readonly down: number;
  readonly downSlope: number;
  readonly shock: number;
  readonly shockShare: number;
  /** Share of arrivals at level 0, of the rest at level 1, and so on. */
  readonly entry: number;
  readonly classes: readonly RiskClass[];
}

export interface Strategy {
  readonly tier: Exclude<TierId, "low">;
  readonly name: string;
  /** True points (0–1) added to the chance of staying of a customer contacted in time. */
  readonly uplift: number;
  readonly cost: number;
}

/** A retention programme with known effects. Shares are 0–1. */
export interface ProgrammeSpec {
  readonly weeks: number;
  /** Customers already at risk when it starts are taken in over this many weeks. */
  readonly rampWeeks: number;
  /** Share of medium customers a week that a push wave reaches. */
  readonly waveShare: number;
  readonly workedShare: number;
  /**
   * Whether a holdout stays one in later seasons. If it is drawn anew, holdouts who survive into the next season are mostly
   * treated there, those who left are not: what is left of them in a window over two seasons then looks too risky.
   */
  readonly holdoutLasts: boolean;
  /** Days from assignment to contact: `delayFrom`–`delayTo`, or with `tailShare` up to `delayTail`. */
  readonly delayFrom: number;
  readonly delayTo: number;
  readonly delayTail: number;
  readonly tailShare: number;
  /** A won-back customer's level is multiplied by this. */
  readonly recovery: number;
  readonly strategies: readonly Strategy[];
}

export interface World {
  readonly playbook: SamplePlaybook;
  readonly chain: ChainSpec;
  readonly factors: readonly Factor[];
  /** Steps simulated; the last one begins at or before `as_of`. */
  readonly steps: number;
  /** Customers who left more than this many days before `as_of` are not in the sample. */
  readonly historyDays: number;
  /** Tenure at the first step, in days: exponential with this mean, cut at the oldest. */
  readonly meanTenure: number;
  readonly oldestTenure: number;
  readonly programme: ProgrammeSpec;
}

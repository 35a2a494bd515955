import type { CurveReason } from "../model/curveReason.js";
import type { ArmResult } from "../model/experiment/analyse.js";
import type { ExperimentPlan } from "../model/experiment/plan.js";
import type { SampleRatio } from "../model/experiment/sampleRatio.js";
import type { UpliftInUse } from "../model/upliftInUse.js";
import type { Text, TierId } from "../playbooks/types.js";
import type { GateLight } from "./ceo.js";
import type { Count, Interval, RunInfo } from "./run.js";

/** A measured share with its 95 % interval; n is how many outcomes it rests on. */
export interface Measured extends Interval {
  readonly n: Count;
}

/** One tier, or one strategy of it, as its own outcomes have it. Null where nothing may be shown or is known. */
export interface StayRow {
  readonly tier: TierId;
  readonly strategy: string | null;
  readonly assigned: Count;
  /** Assigned, and their follow-up is not complete. */
  readonly pending: Count;
  readonly published: { readonly stay: number; readonly natural: number; readonly uplift: number };
  readonly stay: Measured | null;
  readonly natural: Measured | null;
  /** Points that contact in time adds. */
  readonly uplift: Interval | null;
  /** What decisions follow: both weighed by precision; null while the published points stand alone. */
  readonly inUse: UpliftInUse | null;
}

/** timing.json */
export interface TimingData {
  readonly run: RunInfo;
  readonly curve: {
    readonly points: readonly {
      readonly days: number;
      readonly published: number;
      readonly measured: Measured | null;
    }[];
    /** Natural stay of the two top tiers. */
    readonly floor: { readonly published: number; readonly measured: Measured | null };
    readonly used: "published" | "measured";
    /** Why: measured; few_outcomes: a point has fewer than `minOutcomes`; not_falling; no_effect: day 7 is not above the floor. */
    readonly reason: CurveReason;
    readonly minOutcomes: number;
    /** The points that decisions use. */
    readonly inUse: {
      readonly curve: readonly { readonly days: number; readonly stayRate: number }[];
      readonly floor: number;
    };
  };
  readonly stayRates: readonly StayRow[];
  /** Best window after the first crossing, days. */
  readonly window: readonly [number, number];
  /** This week's queue (open and waiting) by days since crossing; `toDays` null: that many or more. Small groups are merged for executives. */
  readonly delay: readonly {
    readonly fromDays: number;
    readonly toDays: number | null;
    readonly customers: Count;
    /** Expected gain by the end of this week, and what another week costs; null where they would give a small count away. */
    readonly gain: number | null;
    readonly costOfWaiting: number | null;
  }[];
  readonly costOfWaiting: number;
  /** Days from clock to contact of everybody contacted in the two top tiers. */
  readonly contact: {
    readonly contacted: Count;
    readonly medianDays: number | null;
    readonly withinWindow: number | null;
    readonly afterWindow: number | null;
    readonly bins: readonly { readonly fromDays: number; readonly toDays: number | null; readonly customers: Count }[];
  };
  /** Interventions whose tier is not known: assigned before the first score. */
  readonly unknownTier: Count;
}

/** One experiment: a registered plan, or what the interventions of a tier look like without one. */
export interface ExperimentCard {
  readonly plan: ExperimentPlan;
  readonly title: Text;
  /** False: nobody wrote down beforehand what would count; read it as exploration. */
  readonly isRegistered: boolean;
  readonly hash: string;
  /** Week and hash of its first published run; a hash that differs from `hash` says that the plan was changed later. */
  readonly registered: { readonly asOf: string; readonly hash: string } | null;
  readonly isEnded: boolean;
  readonly isAlwaysValid: boolean;
  /** Null where the audience may not see counts this small. */
  readonly arms: readonly (Pick<ArmResult, "id" | "stay" | "difference" | "pValue" | "adjustedP" | "verdict"> & {
    readonly assigned: Count;
    readonly n: Count;
  })[];
  readonly ratio: SampleRatio | null;
  /** Shares; null where they would give a small count away. */
  readonly contamination: {
    readonly controlContacted: number | null;
    readonly treatedMissed: number | null;
    readonly inSeveralArms: Count;
  };
  /** Customers an arm that the rule in use needs, and fixed-size for comparison; level shared over the comparisons. */
  readonly size: { readonly perArm: number; readonly fixedPerArm: number; readonly sequentialPerArm: number };
  readonly duration: {
    readonly perWeek: number;
    readonly enrolWeeks: number | null;
    readonly weeks: number | null;
    readonly isFeasible: boolean;
  };
}

/** experiments.json */
export interface ExperimentsData {
  readonly run: RunInfo;
  readonly cards: readonly ExperimentCard[];
  readonly holdout: {
    readonly share: number;
    readonly season: { readonly firstDay: string; readonly lastDay: string };
    readonly tiers: readonly {
      readonly tier: TierId;
      readonly treated: Count;
      readonly heldOut: Count;
      /** Expected net money given up this week by not treating the held-out; null where it may not be shown. */
      readonly price: number | null;
      /** Chance to find the uplift in use by the end of a season; null without customers. */
      readonly power: number | null;
    }[];
  };
}

/** roadmap.json */
export interface RoadmapData {
  readonly run: RunInfo;
  /** Day of the first assignment; null before the programme began. */
  readonly startedOn: string | null;
  /** Whole months since then. */
  readonly month: number | null;
  readonly phases: readonly {
    readonly id: string;
    readonly fromMonth: number;
    readonly toMonth: number;
    readonly state: "past" | "now" | "ahead";
    readonly budget: number;
    /** Cost of the interventions contacted in these months; null ahead of it. */
    readonly spent: number | null;
    readonly contacted: Count | null;
  }[];
  /** Interventions' cost by month of the programme (null where it would give a small count away), and the phases' budgets spread evenly. */
  readonly months: readonly {
    readonly month: number;
    readonly spent: number | null;
    readonly contacted: Count;
    readonly planned: number;
  }[];
  /** Contacts cost this much after the last phase ended. */
  readonly spentAfterPlan: number;
  readonly gates: readonly GateLight[];
  /** Gates that say STOP: a stop-loss. */
  readonly stops: readonly GateLight["gate"][];
  readonly risks: readonly {
    readonly id: "model_misses" | "strategy_misses" | "team_resists";
    /** Live figure: AUC; stay rate of the treated at the gate's follow-up; share of the queue worked. */
    readonly figure: Interval | null;
    /** The line it must not fall below; null where none is published. */
    readonly line: number | null;
    readonly state: "unknown" | "clear" | "near" | "hit";
  }[];
}

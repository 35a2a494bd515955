import type { RangeEdits, RoiModel, Values } from "../roi/index.js";
import type { Goal } from "../roi/index.js";
import type { Preset, Text, Tier } from "../../playbooks/types.js";

/** Whose figures a scenario starts from: this week's run, or the playbook as published. */
export type Basis = "run" | "plan";
export type Channel = Tier["channel"];

/** Limits of one week's actions; undefined is unlimited. */
export interface WeekLimits {
  readonly budget?: number | undefined;
  readonly capacity: Readonly<Partial<Record<Channel, number>>>;
}

/** Everything that a reader decides on the What-if page, and so all that a link carries. Money in the small unit. */
export interface Scenario {
  readonly basis: Basis;
  /** Assumptions and switches that differ from the basis. */
  readonly overrides: Values;
  /** Lows and highs that the reader has set. */
  readonly ranges: RangeEdits;
  /** Preset, or a scenario that lies beside this one, that differences are counted from. */
  readonly base: string;
  readonly goal: Goal;
  readonly limits: WeekLimits;
  /** Of the draws; undefined is the date of the data. */
  readonly seed?: number | undefined;
}

/** A scenario under a name: its link's query. */
export interface NamedScenario {
  readonly name: string;
  readonly query: string;
}

/** Where a link was made: what the page said then, so that it can say what has changed since. */
export interface Stamp {
  readonly playbook: string;
  readonly asOf: string;
  readonly roi: number;
}

/** What a link may name. */
export interface Vocabulary {
  readonly playbook: string;
  readonly model: RoiModel;
  readonly presets: readonly Pick<Preset, "id">[];
  readonly weeklyCapacity: WeekLimits["capacity"];
  readonly weeklyBudget?: number | undefined;
}

/** A part of a link that was not taken over. */
export interface Refusal {
  readonly key: string;
  readonly value: string;
  readonly reason: Text;
}

import type { Text, Tier, TierId } from "../playbooks/types.js";
import type { Count, RunInfo } from "./run.js";
import type { WordsSummary } from "./words.js";

export interface AuditFinding {
  readonly id: string;
  readonly severity: "info" | "warn" | "refuse";
  readonly table: string;
  readonly column?: string;
  readonly count: number;
  readonly example?: string;
  readonly text: Text;
}

export interface RejectRow {
  readonly table: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: Text;
}

/**
 * Where a customer stands in this week's queue. open: to be contacted this week; waiting: beyond this week's capacity or
 * budget, or worth less than the action costs; contacted: reached, outcome not known yet; done: outcome known; expired:
 * too late, acting adds nothing any more. Not in the queue at all: holdout, opted_out (of marketing).
 */
export type QueueState = "open" | "waiting" | "contacted" | "done" | "expired" | "holdout" | "opted_out";

/** A customer worth attention this week; team builds only. */
export interface QueueRow {
  readonly id: string;
  readonly name: string;
  /** Who acts: the customer's own, else the least loaded one of the region. */
  readonly owner: string | null;
  readonly state: QueueState;
  readonly channel: Tier["channel"];
  readonly isWithinCapacity: boolean;
  /** Days since the first crossing; null for tiers without a clock. */
  readonly days: number | null;
  readonly contactedOn: string | null;
  readonly region: string | null;
  readonly tier: TierId;
  readonly p: number;
  readonly previousP: number | null;
  readonly health: number | null;
  readonly ltv: number | null;
  readonly firstCrossedOn: string | null;
  readonly isNewlyAtRisk: boolean;
  readonly isContacted: boolean;
  readonly isHoldout: boolean;
  readonly optedOut: boolean;
  /** Expected gain if contacted by the end of this week, and what a week's delay costs. */
  readonly gain: number | null;
  readonly costOfWaiting: number | null;
  readonly reasons: readonly Text[];
}

/** week.json */
export interface WeekData {
  readonly run: RunInfo;
  /** Left out when words are switched off. */
  readonly words?: WordsSummary;
  readonly previousAsOf: string | null;
  /** Customers by tier last week (rows) and this week (columns); "new" joined, "lost" left. */
  readonly moves: readonly {
    readonly from: TierId | "new";
    readonly to: TierId | "lost";
    /** `≥5`: withheld, or the totals would give a small one away. */
    readonly customers: Count | "≥5";
  }[];
  readonly newlyAtRisk: Count;
  /** Mean change of each health component since last week, over customers scored in both. */
  readonly componentChanges: readonly {
    readonly id: string;
    readonly mean: number;
    readonly fell: Count;
    readonly rose: Count;
  }[];
  /** Why the tier picture changed: customers' data, or a new model. */
  readonly modelChanged: boolean;
  readonly audit: readonly AuditFinding[];
  readonly rejected: readonly { readonly table: string; readonly rows: number; readonly rejected: number }[];
  readonly rejects: readonly RejectRow[];
  /** Undefined in executive builds. Ranked by cost of waiting; newly at risk first where the queue is empty of clocks. */
  readonly queue?: readonly QueueRow[];
}

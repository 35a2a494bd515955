import type { WinbackPoints } from "../model/winback.js";
import type { Lang, StatusId, TierId } from "../playbooks/types.js";
import type { Count, Interval, RunInfo } from "./run.js";
import type { WrittenText } from "./words.js";

/** One tier of active customers at `as_of`. Losses are expected ones over the horizon if nobody is treated. */
export interface TierRow {
  readonly tier: TierId;
  readonly customers: number;
  /** Executive builds: from 1 to 4 customers, shown as "<5" and counted with the neighbouring tier; `customers` is 0. */
  readonly isFew?: boolean;
  readonly meanP: number;
  /** Of those with a remaining LTV; null where the data give none. */
  readonly meanLtv: number | null;
  readonly expectedLosses: number;
  /** Sum of p * LTV; null where the data give no LTV. */
  readonly money: number | null;
  /** Points that contact in time adds, as own outcomes move them; left out while the playbook's figure stands. */
  readonly uplift?: Interval;
}

/** A cell of the joint histogram of active customers; p in .05 bins, LTV in fixed quantile bins, delay in 7-day bins since crossing. */
export interface HistogramCell extends PageCell {
  readonly p: number;
  readonly ltv: number;
  readonly sumPLtv: number;
}

/** What pages read of a cell. */
export interface PageCell {
  readonly tier: TierId;
  /** Mean days since the first crossing; null when p <= .5. */
  readonly delay: number | null;
  readonly customers: number;
  readonly sumP: number;
  readonly sumLtv: number;
}

export interface WeekPoint {
  readonly asOf: string;
  readonly backfilled: boolean;
  readonly customers: number;
  readonly tiers: Readonly<Record<TierId, number>>;
  readonly expectedLosses: number;
  readonly money: number | null;
  readonly newlyAtRisk: Count;
}

export type GateId = "auc" | "stay" | "roi";
export interface GateLight {
  readonly gate: GateId;
  readonly state: "GO" | "STOP" | "BETWEEN" | "NOT_YET";
  readonly interval?: Interval;
  /** Still needed before the gate can decide; null when not estimable. */
  readonly needs: { readonly outcomes: number | null; readonly weeks: number | null };
  /** The stay gate's evidence: lines at its length of follow-up, uplift over the holdout, outcomes known and to come. */
  readonly stay?: {
    readonly followUpDays: number;
    readonly lines: { readonly go: number; readonly stop: number };
    readonly uplift?: Interval;
    readonly outcomes: Count;
    readonly heldOut: Count;
    readonly pending: Count;
    /** Contacted a week over the last 13. */
    readonly perWeek: number;
  };
}

/** One way to spend this week's capacity and budget; money expected by the end of the horizon. */
export interface SpendingOrder {
  readonly customers: Count;
  readonly spend: number;
  readonly gain: number;
  readonly net: number;
}

/** Risk order, profit order and the optimum, customer by customer, over those who may be contacted this week. */
export interface WeekAllocation<Cell extends PageCell = PageCell> {
  readonly candidates: number;
  /** The candidates, those who are alike together; in executive builds no cell is under five. */
  readonly cells: readonly Cell[];
  /** The win-back curve in use and its floor. */
  readonly curve: WinbackPoints;
  readonly limits: { readonly budget: number | null; readonly capacity: Readonly<Record<string, number>> };
  readonly risk: SpendingOrder;
  readonly profit: SpendingOrder;
  readonly optimum: SpendingOrder & { readonly byTier: Readonly<Partial<Record<TierId, Count>>> };
  /** What the queue takes: those open this week. */
  readonly queue: SpendingOrder;
  /** No way of spending within the limits earns more. */
  readonly upperBound: number;
  /** What one more head of each limited channel would earn. */
  readonly channelPrices: Readonly<Record<string, number>>;
}

/** losses_30, losses: heads lost within 30 days and the horizon. saves: heads kept by one week's contacts. spend: money of one week. */
export type ForecastMetric = "losses_30" | "losses" | "saves" | "spend";

/** What was promised and what happened. Only runs that were really made count: backfilled weeks promised nothing. */
export interface PromiseData {
  /** This week's forecast, frozen; low to high holds 95 % of what may happen. */
  readonly made: readonly ({ readonly metric: ForecastMetric; readonly dueOn: string } & Interval)[];
  /** Earlier forecasts that have come due, newest first. */
  readonly due: readonly ({
    readonly asOf: string;
    readonly metric: ForecastMetric;
    readonly dueOn: string;
    readonly actual: Count;
    readonly isCovered: boolean;
  } & Interval)[];
  readonly coverage: readonly { readonly metric: ForecastMetric; readonly scored: number; readonly covered: number }[];
  /** The next day on which a forecast can be held against what happened. */
  readonly nextDueOn: string | null;
}

/** ceo.json; the What-if and Method pages read it too. Its size does not depend on the number of customers. */
export interface CeoData {
  readonly run: RunInfo;
  readonly tiers: readonly TierRow[];
  readonly next30: {
    readonly heads: number;
    /** Null where the data give no LTV. */
    readonly money: number | null;
    readonly method: "calibrated" | "horizon" | "constant_hazard";
  };
  readonly newlyAtRisk: Count;
  readonly history: readonly WeekPoint[];
  /** Everybody; where `allocation` says who may be contacted, the low tier alone, which has no queue. */
  readonly histogram: readonly PageCell[];
  readonly gates: readonly GateLight[];
  /** Five sentences from the week's figures; left out when words are switched off. */
  readonly summary?: Readonly<Record<Lang, WrittenText>>;
  readonly promise?: PromiseData;
  /** Left out of executive builds where fewer than five customers could be contacted. */
  readonly allocation?: WeekAllocation;
  /** p2.5–p97.5 and p10–p90 of ROI etc. are computed live from the playbook's ranges. */
  readonly statuses: Readonly<Record<StatusId, Count>>;
}

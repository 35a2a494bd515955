/**
 * What pages know: one interface a page-data file. The weekly run writes these files, verified against the warehouse;
 * pages read nothing else. No clock time is in them, so the same run gives the same bytes. Money in the small unit (元),
 * probabilities and shares as fractions, dates as YYYY-MM-DD.
 */
import type { TierEconomics } from "./model/tierEconomics.js";
import type { WinbackPoints } from "./model/winback.js";
import type { Lang, StatusId, Text, Tier, TierId } from "./playbooks/types.js";

export type * from "./pageData/model.js";
export type * from "./pageData/notebook.js";
export type * from "./pageData/programme.js";

export type Audience = "executive" | "team";

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One of the models that were tried on the same test rows. */
export interface Challenger {
  readonly kind: "logistic" | "additive" | "trees";
  readonly auc: Interval;
  readonly logLoss: number;
  readonly brier: number;
  readonly slope: number | null;
  /** Log loss less the additive model's, with its paired 95 % interval: below 0 is better. */
  readonly difference: Interval;
}

export interface ModelSummary {
  readonly id: string;
  readonly kind: "logistic" | "additive" | "trees";
  readonly trainedRows: number;
  readonly trainedEvents: number;
  readonly trainedFrom: string | null;
  readonly trainedTo: string | null;
  /** How it was tested; undefined when the data do not allow a test. */
  readonly evaluation?: {
    readonly protocol: "out_of_time" | "customer_folds" | "out_of_fold";
    readonly testWeek: string | null;
    readonly rows: number;
    readonly events: number;
    readonly auc: Interval;
    readonly brier: number;
    readonly calibration: { readonly slope: number; readonly intercept: number };
  };
  /** Every model that was tried, on the same rows; empty where there was no test. */
  readonly challengers?: readonly Challenger[];
  /** Why there is no model or no test, when there is none. */
  readonly note?: Text;
}

export interface RunInfo {
  readonly runId: string;
  readonly playbook: string;
  readonly asOf: string;
  readonly audience: Audience;
  /** `sample` data are synthetic, and every page says so. */
  readonly source: "sample" | "tables" | "flat";
  readonly horizonDays: number;
  readonly cadenceDays: number;
  readonly weeks: number;
  readonly customers: {
    readonly accepted: number;
    readonly active: number;
    readonly lost: Count;
    readonly rejected: number;
  };
  /** Customers whose coverage is below the minimum: no health score. */
  readonly withoutScore: Count;
  readonly meanCoverage: number;
  readonly missingTables: readonly string[];
  readonly model: ModelSummary;
}

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
export interface HistogramCell {
  readonly tier: TierId;
  readonly p: number;
  readonly ltv: number;
  /** Mean days since the first crossing; null when p <= .5. */
  readonly delay: number | null;
  readonly customers: number;
  readonly sumP: number;
  readonly sumLtv: number;
  readonly sumPLtv: number;
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

/** A head count; in executive builds one from 1 to 4 reads "<5". */
export type Count = number | "<5";

/** One way to spend this week's capacity and budget; money expected by the end of the horizon. */
export interface SpendingOrder {
  readonly customers: Count;
  readonly spend: number;
  readonly gain: number;
  readonly net: number;
}

/** Risk order, profit order and the optimum, customer by customer, over those who may be contacted this week. */
export interface WeekAllocation {
  readonly candidates: number;
  /** The candidates, those who are alike together; in executive builds no cell is under five. */
  readonly cells: readonly HistogramCell[];
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

/** Who wrote a text: the built-in writer, a model, or a person who edited it. The day is that of a model's reply. */
export interface WrittenText {
  readonly text: string;
  readonly writer: "builtin" | "model" | "person";
  readonly model: string | null;
  readonly writtenOn: string | null;
}

export type DraftState = "DRAFT" | "APPROVED" | "SENDING" | "SENT" | "REPLIED" | "RESOLVED" | "REJECTED";

/** A letter to a customer; `text` is its body. Nothing is sent unapproved. */
export interface CustomerDraft extends WrittenText {
  readonly id: string;
  readonly state: DraftState;
  readonly subject: string;
  readonly salutation: string;
  /** The command that approves exactly this text. */
  readonly approve: string;
}

/** Who wrote this week's texts, and how many passed the checks at the first reply, the second, or went to the built-in writer. */
export interface WordsSummary {
  readonly writer: "builtin" | "model";
  readonly model: string | null;
  readonly texts: number;
  readonly passed: { readonly first: number; readonly second: number; readonly builtin: number };
  /** Refused replies by check. */
  readonly refused: Readonly<Record<string, number>>;
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
  readonly histogram: readonly HistogramCell[];
  readonly gates: readonly GateLight[];
  /** Five sentences from the week's figures; left out when words are switched off. */
  readonly summary?: Readonly<Record<Lang, WrittenText>>;
  readonly promise?: PromiseData;
  /** Left out of executive builds where fewer than five customers could be contacted. */
  readonly allocation?: WeekAllocation;
  /** p2.5–p97.5 and p10–p90 of ROI etc. are computed live from the playbook's ranges. */
  readonly statuses: Readonly<Record<StatusId, Count>>;
}

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

/** customers.json, columnar; team builds only (executive builds hold `{run, rows: 0}`). Every array has `rows` items. */
export interface CustomersData {
  readonly run: RunInfo;
  readonly rows: number;
  readonly shards: number;
  /** What the week was decided with: uplift and cost a head by tier, and the win-back curve in use. */
  readonly terms?: {
    readonly economics: TierEconomics;
    readonly curve: WinbackPoints & { readonly isMeasured: boolean };
  };
  readonly columns?: {
    readonly id: readonly string[];
    readonly name: readonly string[];
    readonly segment: readonly (string | null)[];
    readonly region: readonly (string | null)[];
    readonly owner: readonly (string | null)[];
    readonly tier: readonly (TierId | null)[];
    readonly status: readonly (StatusId | null)[];
    readonly isLost: readonly boolean[];
    readonly isNewlyAtRisk: readonly boolean[];
    readonly health: readonly (number | null)[];
    readonly coverage: readonly number[];
    readonly p: readonly (number | null)[];
    readonly previousP: readonly (number | null)[];
    readonly ltv: readonly (number | null)[];
    readonly costOfWaiting: readonly (number | null)[];
    readonly shard: readonly number[];
  };
}

export interface Contribution {
  readonly feature: string;
  readonly value: number | string | null;
  /** Change of the log-odds against the average customer. */
  readonly logOdds: number;
  /** Share of the upward total; undefined for downward ones. */
  readonly share?: number;
}

/** One customer of customers/SHARD.json, an object keyed by customer id. */
export interface CustomerDetail {
  readonly id: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
  readonly history: {
    readonly asOf: readonly string[];
    readonly overall: readonly (number | null)[];
    readonly p: readonly (number | null)[];
    readonly components: Readonly<Record<string, readonly (number | null)[]>>;
    readonly backfilled: readonly boolean[];
  };
  readonly health: number | null;
  readonly coverage: number;
  readonly status: StatusId | null;
  readonly p: number | null;
  readonly previousP: number | null;
  readonly tier: TierId | null;
  readonly ltv: number | null;
  readonly firstCrossedOn: string | null;
  readonly isContacted: boolean;
  readonly isHoldout: boolean;
  /** Place in this week's programme; left out for those in no programme tier. */
  readonly queue?: {
    readonly state: QueueState;
    readonly rank: number | null;
    /** Who acts: the customer's own, else the one it was given to. */
    readonly owner: string | null;
    readonly contactedOn: string | null;
  };
  /** Uplift of the tier and g at the four days that the page explains, as in the domain's worked customer. */
  readonly timing?: {
    readonly day: number;
    readonly uplift: number;
    readonly naturalStay: number;
    readonly cost: number;
    readonly now: { readonly g: number; readonly gain: number };
    readonly byWeekEnd: { readonly g: number; readonly gain: number };
    readonly nextWeek: { readonly g: number; readonly gain: number };
    readonly costOfWaiting: number;
  };
  /** Log-odds of the average customer; the contributions add to it exactly. */
  readonly baseLogOdds: number | null;
  readonly contributions: readonly Contribution[];
  /** Which of a flat table's models scored the customer; null where one scores all. */
  readonly fold: number | null;
  /** Probability of leaving within the playbook's early-warning days, where there is such a score. */
  readonly pEarly: number | null;
  /** Two or three sentences on why; for everybody with a tier above low. */
  readonly explanation?: Readonly<Record<Lang, WrittenText>>;
  /** The letters to this customer, where there are any. */
  readonly draft?: Readonly<Partial<Record<Lang, CustomerDraft>>>;
  readonly riskFactors: readonly Text[];
  readonly opportunities: readonly Text[];
  /** Change of each component since last week. */
  readonly moved: Readonly<Record<string, number>>;
  /** Every input of the health formulas, for the receipts. */
  readonly inputs: Readonly<Record<string, number | string | null>>;
}

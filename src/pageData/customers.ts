import type { TierEconomics } from "../model/tierEconomics.js";
import type { WinbackPoints } from "../model/winback.js";
import type { Lang, StatusId, Text, TierId } from "../playbooks/types.js";
import type { RunInfo } from "./run.js";
import type { QueueState } from "./week.js";
import type { CustomerDraft, WrittenText } from "./words.js";

/** customers.json, what the list and the page of one customer open with; executive builds hold `{run, rows: 0, shards: 0}`. */
export interface CustomersData {
  readonly run: RunInfo;
  readonly rows: number;
  /** How many detail files there are; `customerShard` says which of them holds somebody. */
  readonly shards: number;
  /** Active customers above the at-risk line; null where nobody has a probability yet. */
  readonly atRisk?: number | null;
  /** What the week was decided with: uplift and cost a head by tier, and the win-back curve in use. */
  readonly terms?: {
    readonly economics: TierEconomics;
    readonly curve: WinbackPoints & { readonly isMeasured: boolean };
  };
}

/** customer-list.json, columnar; team builds only, executive builds hold `{}`. Every array has the `rows` of customers.json. */
export interface CustomerListData {
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
  readonly isLost: boolean;
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

/**
 * A playbook is everything a business decides. Formulas never name a playbook, they read one; a team adds its own by
 * copying one file and registering it in `index.ts`.
 *
 * Formula texts (health components, risk factors) are read by `src/model/expression`: names are columns of the mart
 * `customer_week`, and a missing input makes the result missing.
 */
export type Lang = "zh" | "en";

/** Text that exists in both languages. In `phrase`s, `{name}` is replaced by a formatted feature value. */
export type Text = Readonly<Record<Lang, string>>;

/** From most to least at risk; pages always show them in this order. */
export const tierIds = ["critical", "high", "medium", "low"] as const;
export type TierId = (typeof tierIds)[number];

/** Tiers that get programme actions. Routine contact with the low tier is business as usual, not treatment. */
export const programmeTierIds = ["critical", "high", "medium"] as const satisfies readonly TierId[];

export type StatusId = "healthy" | "at_risk" | "deteriorating" | "critical";

export interface Playbook {
  readonly id: string;
  readonly name: Text;
  /** What one customer is called: an account, a vehicle owner. */
  /** `counter`: the Chinese measure word, 人 or 家. */
  readonly customer: { readonly one: Text; readonly many: Text; readonly counter: string };
  readonly money: Money;
  readonly cadence: Cadence;
  /** Churn is ending within this many days of `as_of`. */
  readonly horizonDays: number;
  readonly history: History;
  /** A second, shorter score published beside the yearly one; undefined when the horizon is short already. */
  readonly earlyWarningDays?: number;
  /** Share of each programme tier that gets no action, so that uplift can be measured. */
  readonly holdoutShare: number;
  /** Input tables this business has, in the order they are read; `customers` is required. */
  readonly tables: readonly TableName[];
  readonly features: readonly Feature[];
  readonly health: Health;
  readonly riskFactors: readonly Signal[];
  readonly opportunities: readonly Signal[];
  /** What a team can bring about for one customer; the model says what it would make of the score. */
  readonly levers: readonly Lever[];
  readonly tiers: Readonly<Record<TierId, Tier>>;
  readonly winback: Winback;
  /** What pages call the strategies and arms of the table `interventions`; one without a name is shown as it is written there. */
  readonly strategies?: Readonly<Record<string, Text>>;
  readonly queue: Queue;
  readonly roi: Roi;
  readonly phases: readonly Phase[];
  readonly gates: Gates;
  readonly risks: readonly PublishedRisk[];
  readonly audit: AuditLimits;
  /** Where the source's figures or wording disagree with each other, and what is done about it. */
  readonly disagreements: readonly Text[];
  readonly words: PlaybookWords;
}

export type TableName =
  | "customers"
  | "usage"
  | "feature_usage"
  | "features"
  | "visits"
  | "service_kinds"
  | "app_activity"
  | "tickets"
  | "touches"
  | "value"
  | "interventions";

export interface Money {
  readonly code: "CNY" | "USD" | "EUR";
  /** Small unit, as in a customer's remaining value: 元. */
  readonly unit: Text;
  /** Large unit of the reports: 万元 holds 10,000, ¥M holds 1,000,000. */
  readonly large: Readonly<Record<Lang, { readonly unit: string; readonly factor: number }>>;
}

export interface History {
  /** How far features look back; no week is scored or trained on without that much data before it. */
  readonly lookbackDays: number;
  /** Monthly training weeks are taken from this many days before the last labelled one. */
  readonly trainingDays: number;
  /** Weeks scored at the first run, and kept on the pages. */
  readonly scoredWeeks: number;
}

export interface Cadence {
  readonly days: number;
  /** ISO weekday of `as_of`: 1 is Monday. */
  readonly weekday: number;
  /** Cron line of the schedule, for the workflow file and the docs. */
  readonly cron: string;
}

/** A column of `customer_week` that the churn model may read. Columns that leak the outcome are never listed. */
export interface Feature {
  readonly id: string;
  readonly kind: "number" | "category";
  readonly label: Text;
  /** Business words for one customer, `{value}` standing for the formatted value. */
  readonly phrase: Text;
  /** Decimals shown; 0 when left out. */
  readonly digits?: number;
  readonly format?: "number" | "percent" | "money";
}

export interface Health {
  readonly components: readonly HealthComponent[];
  /** Lowest score of each status, checked from the top. */
  readonly statuses: readonly { readonly id: StatusId; readonly from: number; readonly label: Text }[];
  /** Below this share of weight with data there is no score. */
  readonly minCoverage: number;
}

export interface HealthComponent {
  readonly id: "usage" | "adoption" | "engagement" | "value";
  readonly label: Text;
  readonly weight: number;
  /** 0–100, higher is healthier. */
  readonly formula: string;
}

/** A condition worth a sentence: a risk factor or an opportunity. */
export interface Signal {
  readonly id: string;
  readonly when: string;
  /** Carries the number: `{days_overdue}` is replaced by that column's value. */
  readonly phrase: Text;
}

/** A change that a team can bring about; features not named here cannot be acted on. */
export interface Lever {
  readonly id: string;
  readonly label: Text;
  /** New values of features as formulas over `customer_week`; one that is missing stays missing. */
  readonly set: Readonly<Record<string, string>>;
}

export interface Tier {
  readonly label: Text;
  /** Exclusive lower bound of p: exactly .7 is high, not critical. */
  readonly above: number;
  readonly typicalSign: Text;
  readonly actions: readonly Text[];
  readonly channel: "executive_visit" | "advisor_call" | "push" | "routine";
}

export interface Winback {
  /** Stay rate by days from crossing to contact. */
  readonly curve: readonly { readonly days: number; readonly stayRate: number; readonly note: Text }[];
  /** Best window after the first crossing, in days, both ends included. */
  readonly window: readonly [number, number];
  /** Natural stay of the two top tiers: the floor at which acting adds nothing. */
  readonly floor: { readonly value: number; readonly low: number; readonly high: number };
  readonly source: "published" | "placeholder" | "measured";
}

export interface Queue {
  readonly order: "cost_of_waiting" | "worst_health";
  /** Actions a week by channel; undefined means unlimited. */
  readonly weeklyCapacity: Readonly<Partial<Record<Tier["channel"], number>>>;
  readonly weeklyBudget?: number;
  readonly draftCount: number;
}

/** Only `measured` is drawn filled. `choice` is a switch or a share to treat: decided, not believed. */
export type AssumptionKind = "published" | "ours" | "placeholder" | "measured" | "choice";

export interface Assumption {
  readonly value: number;
  /**
   * What the simulation draws from. Triangular: from low to high with its peak at value. Lognormal: median at value, and
   * nine draws of ten in a range as wide, as a ratio, as low to high. Equal low and high: not drawn.
   */
  readonly low: number;
  readonly high: number;
  readonly spread: "triangular" | "lognormal";
  readonly kind: AssumptionKind;
}

export interface Roi {
  /**
   * By id of an assumption node in `src/model/roi/assumptionNodes.ts`; one left out is not used. Money in the small unit
   * (元). Customers, shares, p and LTV give way to the data's where a run exists.
   */
  readonly assumptions: Readonly<Record<string, Assumption>>;
  /** Presets to compare with; each overrides assumptions or switches by id. The last is the default and overrides none. */
  readonly presets: readonly Preset[];
  /** ROI above which the programme goes on: 2 is 200 %. */
  readonly goLine: number;
}

export interface Preset {
  readonly id: string;
  readonly label: Text;
  readonly note: Text;
  readonly overrides: Readonly<Record<string, number>>;
}

export interface Phase {
  readonly id: "pilot" | "region" | "national";
  readonly label: Text;
  readonly months: readonly [number, number];
  readonly scope: Text;
  readonly customers: number;
  /** Envelope in the small unit (元). */
  readonly budget: number;
  readonly work: Text;
  readonly success?: Text;
}

export interface Gate {
  readonly go: number;
  readonly stop: number;
  readonly label: Text;
}
export interface Gates {
  readonly auc: Gate;
  readonly stay: Gate;
  readonly roi: Gate;
}

export interface PublishedRisk {
  readonly id: "model_misses" | "strategy_misses" | "team_resists";
  readonly label: Text;
  readonly causes: readonly Text[];
  readonly answers: readonly Text[];
  readonly stop?: Text;
}

export interface AuditLimits {
  /** Newest row older than this many days before as_of refuses the run. */
  readonly staleDays: number;
  /** Accepted rows falling below this share of the last published run's refuses the run. */
  readonly minRowShare: number;
  /** A larger share of rejected customers refuses the run. */
  readonly maxRejectShare: number;
  /** Mean coverage of health scores falling by more than this since the last published week refuses the run. */
  readonly maxCoverageDrop: number;
  /** Share of the two top tiers changing by more than this in a week, under the same model, refuses the run. */
  readonly maxTierJump: number;
  /** A larger population stability index of the scores against the week before refuses the run. */
  readonly maxDrift: number;
}

/** What letters to customers are made of. A letter promises nothing but the offers of the customer's tier and the steps named here. */
export interface PlaybookWords {
  /** `name` in `customers` is a person: it never reaches a model, and letters do not use it as a company's. */
  readonly isNamePersonal: boolean;
  /** Columns whose phrases say how much the customer does, shown where they have a value. */
  readonly activity: readonly string[];
  /** What can be said to a customer about a column that raises the risk, most telling first, and the step that answers it. */
  readonly concerns: readonly Concern[];
  /** Said when no concern holds. */
  readonly general: { readonly said: Text; readonly step: Text };
  /** The actions of each tier as the customer hears them: noun phrases. */
  readonly offers: Readonly<Record<TierId, readonly Text[]>>;
  /** A one-to-one conversation, as a noun phrase. */
  readonly invitation: Text;
  /** How many customers: `{n}` stands for the number. */
  readonly count: Text;
  /** In place of a product or vehicle that is not known. */
  readonly product: Text;
  /** In place of a company's name. */
  readonly you: Text;
  /** Column of unused high-value features, where the business has them. */
  readonly unused?: string;
}

export interface Concern {
  readonly feature: string;
  /** A condition over columns of `customer_week`. */
  readonly when: string;
  /** A clause; `{value}` is the column's value without its sign. */
  readonly said: Text;
  /** A clause: what the writer of the letter does about it. */
  readonly step: Text;
}

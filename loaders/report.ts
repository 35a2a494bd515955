import type { ModelSummary } from "../src/pageData.js";
import { tierIds, type Playbook, type TierId } from "../src/playbooks/types.js";
import type { Decisions } from "./decide.js";
import type { StepReport } from "./progress.js";
import type { Words } from "./words/wordsStep.js";
import type { WordsReport } from "./words/tally.js";

/** What `--json` prints; other programs rely on these names. */
export interface Report {
  readonly run_id: string | null;
  readonly as_of: string | null;
  readonly playbook: string;
  readonly steps: readonly StepReport[];
  /** Accepted customers, and rows set aside over all tables. */
  readonly customers: number;
  readonly rejected: number;
  readonly tiers: Readonly<Record<TierId, number>>;
  readonly newly_at_risk: number;
  readonly expected_losses: {
    readonly horizon_days: number;
    readonly heads: number;
    /** Null where the source gives no remaining LTV. */
    readonly money: number | null;
    readonly next30: { readonly heads: number; readonly money: number | null; readonly method: string };
  };
  readonly model: {
    readonly id: string;
    readonly kind: string;
    readonly trained_on: {
      readonly rows: number;
      readonly events: number;
      readonly from: string | null;
      readonly to: string | null;
    };
    readonly auc: { readonly value: number; readonly low: number; readonly high: number } | null;
    readonly brier: number | null;
    readonly calibration: { readonly slope: number; readonly intercept: number } | null;
    readonly protocol: string | null;
  } | null;
  readonly gates: Readonly<Record<string, string>>;
  /** Customers with a letter. */
  readonly drafts: number;
  /** Who wrote, what passed, what it cost; null when nothing was written. */
  readonly words: WordsReport | null;
  /** Folder of the published site; null when none was built. */
  readonly published: string | null;
  readonly audit: readonly {
    readonly id: string;
    readonly severity: string;
    readonly table: string;
    readonly count: number;
  }[];
  readonly error?: {
    readonly what: string;
    readonly where?: string;
    readonly allowed?: string;
    readonly todo?: string;
  };
}

/** A report from whatever a run came to; a failed one says how far it got. */
export function makeReport(
  playbook: Playbook,
  parts: Pick<Report, "steps"> &
    Partial<Pick<Report, "run_id" | "as_of" | "customers" | "rejected" | "published" | "audit" | "error">> & {
      decisions?: Decisions;
      words?: Words;
      model?: ModelSummary;
    },
): Report {
  const { decisions, model, words, ...rest } = parts;
  return {
    run_id: null,
    as_of: null,
    playbook: playbook.id,
    customers: 0,
    rejected: 0,
    published: null,
    audit: [],
    drafts: words?.drafts ?? 0,
    words: words?.report ?? null,
    ...rest,
    tiers: decisions?.tiers ?? (Object.fromEntries(tierIds.map((tier) => [tier, 0])) as Record<TierId, number>),
    newly_at_risk: decisions?.newlyAtRisk ?? 0,
    expected_losses: {
      horizon_days: playbook.horizonDays,
      ...(decisions?.losses ?? { heads: 0, money: 0 }),
      next30: decisions?.next30 ?? { heads: 0, money: 0, method: "none" },
    },
    model: model ? modelReport(model) : null,
    gates: Object.fromEntries((decisions?.gates ?? []).map(({ gate, state }) => [gate, state])),
  };
}

function modelReport({
  id,
  kind,
  trainedRows,
  trainedEvents,
  trainedFrom,
  trainedTo,
  evaluation,
}: ModelSummary): Report["model"] {
  return {
    id,
    kind,
    trained_on: { rows: trainedRows, events: trainedEvents, from: trainedFrom, to: trainedTo },
    auc: evaluation?.auc ?? null,
    brier: evaluation?.brier ?? null,
    calibration: evaluation?.calibration ?? null,
    protocol: evaluation?.protocol ?? null,
  };
}

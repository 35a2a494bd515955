import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../src/playbooks/types.js";
import { daysBetween, scoredWeeks, trainingCalendar, type TrainingCalendar } from "./calendar.js";
import type { History } from "./history.js";
import { rows } from "./query.js";
import { oldestDate, type Input } from "./source.js";
import type { Trained } from "./train.js";

/** A model older than this is trained anew. */
const modelDays = 28;

export interface Plan {
  readonly isFlat: boolean;
  /** Weeks scored by this run, oldest first, `as_of` last. */
  readonly scored: readonly string[];
  /** The published week before them; null on a first run. */
  readonly lastWeek: string | null;
  /** The model that scored the week before; undefined on a first run. */
  readonly previous?: Trained;
  /** The same, where it is still fresh enough; undefined when this run trains. */
  readonly model?: Trained;
  /** Why this run trains; null when it does not. */
  readonly training: "first" | "monthly" | "drift" | null;
  readonly calendar: TrainingCalendar;
  /** Every week that may be scored or learnt from, oldest first. */
  readonly weeks: readonly string[];
}

/**
 * Which weeks this run scores and learns from: all of the sample's or source's history at first, one week after that.
 * @param hasDrifted customers have moved away from those the model learnt from: it is trained before its month is over
 */
export async function planWeeks(
  connection: DuckDBConnection,
  {
    input,
    playbook,
    history,
    hasDrifted = false,
  }: { input: Input; playbook: Playbook; history: History; hasDrifted?: boolean },
): Promise<Plan> {
  const { asOf, kind, present } = input;
  const isFlat = kind === "flat";
  const oldest = isFlat ? null : await oldestDate(connection, present);
  const { lastWeek } = history;
  const scored = scoredWeeks(asOf, playbook, oldest).filter(
    (week) => lastWeek === null || week > lastWeek || week === asOf,
  );
  const previous = isFlat ? undefined : await previousModel(connection, history);
  const isFresh = previous !== undefined && daysBetween(previous.asOf, asOf) < modelDays;
  const model = isFresh && !hasDrifted ? previous : undefined;
  const calendar = model ? { tested: [], production: [] } : trainingCalendar(asOf, playbook, oldest);
  // a new model rescores the last week too, so that nobody is "newly at risk" because of the switch
  const rescored = !model && lastWeek && !isFlat ? [lastWeek] : [];
  const early = calendar.early ? [calendar.early.testWeek, ...calendar.early.weeks] : [];
  const learnt = [...calendar.tested, ...calendar.production, calendar.testWeek, ...early];
  const weeks = [...new Set([...scored, ...rescored, ...learnt])].filter((week) => week !== undefined).sort();
  return {
    isFlat,
    scored,
    lastWeek,
    previous,
    model,
    training: model ? null : hasDrifted ? "drift" : previous ? "monthly" : "first",
    calendar,
    weeks,
  };
}

async function previousModel(connection: DuckDBConnection, { lastRunId }: History): Promise<Trained | undefined> {
  const [stored] = await rows<{ trained: string }>(
    connection,
    `select model as trained from warehouse.model_run
     where model_id = (select model_id from warehouse.run where run_id = ?)`,
    [lastRunId],
  );
  return stored && (JSON.parse(stored.trained) as Trained);
}

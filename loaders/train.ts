import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ChurnModel } from "../src/model/churn/anyModel.js";
import type { TrainingSet } from "../src/model/churn/types.js";
import type { DriftReference } from "../src/model/drift.js";
import type { Interval } from "../src/model/stats/predictions.js";
import type { ModelReport, ModelSummary, WeeksReport } from "../src/pageData.js";
import type { Playbook } from "../src/playbooks/types.js";
import { trainEarlyWarning, type EarlyWarning } from "./earlyWarning.js";
import { assess } from "./model/assess.js";
import { overWeeks } from "./overWeeks.js";
import { referencesOf } from "./drift.js";
import type { Engine } from "./engines/engine.js";
import { drawnFeatures, type FeatureTables } from "./features.js";
import type { Plan } from "./plan.js";
import { keptInstead, type Kept } from "./promote.js";
import type { Input } from "./source.js";
import { crossValidate } from "./model/crossValidate.js";
import { challenge, type Challenge } from "./model/challenge.js";
import { compared, compareOutOfFold, compareOutOfTime, modelKinds } from "./model/compareModels.js";
import type { Evaluation } from "./model/evaluate.js";
import { fitModel } from "./model/fitModel.js";
import { stratifiedFolds } from "./model/folds.js";
import { readFrame, type FrameFeature } from "./model/readFrame.js";
import type { ModelKind } from "./model/selectModel.js";
import { execute, row } from "./query.js";
import { quoteLiteral } from "./sqlText.js";
import { customersOf, isEnough, minEvents, trainingRows, trainingSet, type TrainingContext } from "./trainingRows.js";

/** Rows that a fit takes at most; more are drawn by stratum and weighted back. */
const maxTrainingRows = 60_000;

export interface Trained {
  /** The week it was trained at. */
  readonly asOf: string;
  readonly summary: ModelSummary;
  /** Which model scores which rows: one for all, or one a fold (a condition on `fold.fold`). */
  readonly models: readonly { readonly model: ChurnModel; readonly fold?: number }[];
  readonly evaluation?: Evaluation;
  /** The same recipe on what was known before the test week: next month's model is held against it. */
  readonly testedModel?: ChurnModel;
  /** How customers were distributed at `asOf`; later weeks are held against it. */
  readonly references?: readonly DriftReference[];
  /** A newer model was trained this week and turned out worse beyond its interval: log loss of this one less the newer's. */
  readonly kept?: { readonly asOf: string; readonly difference: Interval };
  /** The evaluation in detail, for the model page. */
  readonly report?: ModelReport;
  readonly weeks?: WeeksReport;
  readonly early?: EarlyWarning;
}

interface TrainOptions {
  readonly playbook: Playbook;
  readonly plan: Plan;
  readonly tables: FeatureTables;
  readonly input: Input;
  readonly seed: number;
}

/** Trains on what the plan says, or returns the model that is still fresh. Needs `customer_week` and `known_weeks`. */
export function train(engine: Engine, { playbook, plan, tables, input, seed }: TrainOptions): Promise<Trained> {
  if (plan.model) return Promise.resolve(plan.model);
  const context = {
    engine,
    playbook,
    asOf: input.asOf,
    seed,
    features: modelFeatures(playbook, input),
    makeFeatures: (target: string, drawn: string) => drawnFeatures(engine, target, drawn, tables),
  };
  return plan.isFlat ? trainOnFlat(context) : trainOnWeeks(context, plan);
}

/** Columns that a model may read: the playbook's, or a flat table's own. */
export function modelFeatures({ features }: Playbook, { ingested }: Pick<Input, "ingested">): FrameFeature[] {
  const own = ingested.flat?.features ?? features;
  return own.map(({ id, kind }) => ({ id, kind: kind === "number" ? kind : "category" }));
}

/**
 * Fits the churn model on labelled weeks, tests it out of time, and refits it on all labelled weeks.
 * With less history than an out-of-time test needs: customer-grouped folds, labelled as such. Without enough events: no
 * model, and the summary says why.
 */
async function trainOnWeeks(context: TrainingContext, { calendar, previous }: Plan): Promise<Trained> {
  await trainingRows(context, "production_rows", { cutoff: context.asOf, maxRows: maxTrainingRows });
  const production = await trainingSet(context, "production_rows");
  if (!isEnough(production)) return withoutModel(production, context.asOf);
  const groups = await customersOf(context.engine, "production_rows");
  const test = calendar.testWeek ? await testOutOfTime(context, calendar.testWeek) : undefined;
  const kept = test && keptInstead(previous, test);
  if (kept) return keep(previous!, kept, { asOf: context.asOf, testWeek: calendar.testWeek! });
  const tested = test ?? (await testByCustomer(context, production, groups));
  const { winner, model: testedModel } = tested;
  const { model: fitted } = await fitModel(winner, production, { seed: context.seed, groups });
  const model = named(fitted, context.asOf);
  const protocol = test ? "out_of_time" : "customer_folds";
  const how = { protocol, testWeek: test ? calendar.testWeek! : null } as const;
  return {
    asOf: context.asOf,
    models: [{ model }],
    testedModel,
    references: await referencesOf(context.engine.connection, context),
    evaluation: tested.evaluation,
    summary: summary(model, tested, how, await weekRange(context.engine.connection)),
    report: await report(context, tested, testedModel ?? model),
    weeks:
      testedModel && (await overWeeks(context, { model: testedModel, kind: winner, testWeek: calendar.testWeek! })),
    early: await trainEarlyWarning(context, calendar),
  };
}

/** The old model goes on, with what this week's test says of it. */
function keep(previous: Trained, { difference, evaluation }: Kept, at: { asOf: string; testWeek: string }): Trained {
  const summary = {
    ...previous.summary,
    evaluation: evaluation && evaluationSummary(evaluation, { protocol: "out_of_time", testWeek: at.testWeek }),
  };
  return { ...previous, summary, evaluation, kept: { asOf: at.asOf, difference } };
}

/** A flat table has one row a customer and no time: every row is scored by the fold's model that has not seen it. */
async function trainOnFlat(context: TrainingContext): Promise<Trained> {
  const { engine, features, seed, asOf } = context;
  const { connection } = engine;
  const source = "select * from customer_week order by customer_id";
  const frame = await readFrame(connection, source, features);
  const label = await readFrame(connection, source, [{ id: "is_lost", kind: "number" }]);
  const set: TrainingSet = { frame, labels: label.columns[0]!.values };
  if (!isEnough(set)) return withoutModel(set, asOf);
  const folds = stratifiedFolds(set.labels, 5, seed);
  const tried = [];
  for (const kind of modelKinds) tried.push({ kind, ...(await fitFolds(kind, set, folds, seed)) });
  const tested = challenge(compared(tried, set));
  await writeFolds(connection, source, folds);
  await engine.give("fold");
  const whole = named((await fitModel(tested.winner, set, { seed })).model, asOf);
  const { models } = tried.find(({ kind }) => kind === tested.winner)!;
  return {
    asOf,
    models: models.map(({ model, fold }) => ({ model: { ...model, id: whole.id }, fold })),
    evaluation: tested.evaluation,
    summary: summary(whole, tested, { protocol: "out_of_fold", testWeek: null }, [null, null]),
    report: await report(context, { ...tested, test: set }, whole),
  };
}

/** A challenge, and the rows it was held on. */
interface Tested extends Challenge {
  readonly test: TrainingSet;
  readonly groups?: readonly string[];
}

async function report(
  { engine, playbook, asOf, seed }: TrainingContext,
  { test, p, groups, evaluation }: Tested,
  model: ChurnModel,
): Promise<ModelReport | undefined> {
  if (!evaluation) return undefined;
  const { ltv } = await row<{ ltv: number | null }>(
    engine.connection,
    `select avg(remaining_ltv::decimal(38, 6)) as ltv from staging.customers
     where coalesce(ended_on > ?::date, true) and remaining_ltv is not null`,
    [asOf],
  );
  return assess({ test, p, model, playbook, ltv: ltv ?? playbook.roi.assumptions["ltv"]?.value ?? 0, seed, groups });
}

/** A model a fold, and p of every row by the model that has not seen it. */
async function fitFolds(kind: ModelKind, set: TrainingSet, folds: Int32Array, seed: number) {
  const models: { model: ChurnModel; fold: number }[] = [];
  // crossValidate fits the folds in the order in which they first occur
  const order = [...new Set(folds)];
  const { p } = await crossValidate(
    set,
    async (training) => {
      const { model, predict } = await fitModel(kind, training, { seed });
      models.push({ model, fold: order[models.length]! });
      return predict;
    },
    { folds },
  );
  return { models, p };
}

async function writeFolds(connection: DuckDBConnection, source: string, folds: Int32Array): Promise<void> {
  await execute(
    connection,
    `create or replace temp table fold as
     select customer_id, as_of, unnest as fold from (
       select customer_id, as_of, row_number() over () as place from (${source})
     ) join (select unnest, row_number() over () as place from unnest(?::integer[])) using (place)`,
    [`[${folds.join(",")}]`],
  );
}

/** Learns from what was known by the test week, and is held against that week, one row a customer. */
async function testOutOfTime(context: TrainingContext, testWeek: string): Promise<Tested | undefined> {
  const { engine } = context;
  await trainingRows(context, "tested_rows", { cutoff: testWeek, maxRows: maxTrainingRows });
  await trainingRows(context, "labelled_rows", { cutoff: context.asOf, maxRows: 1e12, since: testWeek });
  await engine.make("test_rows", `select * from labelled_rows where as_of = ${quoteLiteral(testWeek)}::date`);
  const training = await trainingSet(context, "tested_rows");
  const test = await trainingSet(context, "test_rows");
  if (!isEnough(training) || !isEnough(test)) return undefined;
  const groups = await customersOf(engine, "tested_rows");
  return { ...challenge(await compareOutOfTime(training, test, { seed: context.seed, groups })), test };
}

/** With too little history for a test out of time: folds of whole customers. */
async function testByCustomer({ seed }: TrainingContext, set: TrainingSet, groups: readonly string[]): Promise<Tested> {
  return { ...challenge(await compareOutOfFold(set, { seed, groups })), test: set, groups };
}

async function weekRange(connection: DuckDBConnection): Promise<[string | null, string | null]> {
  const { low, high } = await row<{ low: string | null; high: string | null }>(
    connection,
    "select min(as_of)::varchar as low, max(as_of)::varchar as high from production_rows",
  );
  return [low, high];
}

/** A model's name tells when it was trained, and from what it learnt: the hash of its terms. */
function named(model: ChurnModel, asOf: string): ChurnModel {
  const hash = createHash("sha256")
    .update(JSON.stringify({ ...model, id: "" }))
    .digest("hex");
  return { ...model, id: `m-${asOf}-${hash.slice(0, 8)}` };
}

function summary(
  model: ChurnModel,
  { evaluation, challengers }: Challenge,
  how: Protocol,
  [from, to]: readonly [string | null, string | null],
): ModelSummary {
  const { rows: trainedRows, events: trainedEvents } = model.trainedOn;
  return {
    id: model.id,
    kind: model.kind,
    trainedRows,
    trainedEvents,
    trainedFrom: from,
    trainedTo: to,
    challengers,
    evaluation: evaluation && evaluationSummary(evaluation, how),
  };
}

interface Protocol {
  readonly protocol: "out_of_time" | "customer_folds" | "out_of_fold";
  readonly testWeek: string | null;
}

function evaluationSummary({ rows, events, auc, brier, calibration }: Evaluation, how: Protocol) {
  return {
    ...{ ...how, rows, events, brier },
    auc: { value: auc.value, low: auc.low, high: auc.high },
    calibration: { slope: calibration?.slope ?? NaN, intercept: calibration?.intercept ?? NaN },
  };
}

function withoutModel({ labels }: TrainingSet, asOf: string): Trained {
  const events = labels.reduce((sum, label) => sum + label, 0);
  return {
    asOf,
    models: [],
    summary: {
      id: "none",
      kind: "logistic",
      trainedRows: labels.length,
      trainedEvents: events,
      trainedFrom: null,
      trainedTo: null,
      note: {
        zh: `流失模型还学不出来：已知结果的记录 ${labels.length} 条，其中流失 ${events} 条；流失与留存各需至少 ${minEvents} 条。`,
        en: `No churn model yet: ${labels.length} rows with a known outcome, ${events} of them lost; at least ${minEvents} lost and ${minEvents} staying are needed.`,
      },
    },
  };
}

import type { ChurnModel } from "../src/model/churn/anyModel.js";
import { auc } from "../src/model/stats/auc.js";
import type { WeekReport, WeeksReport } from "../src/pageData.js";
import { addDays } from "./calendar.js";
import { fitModel } from "./model/fitModel.js";
import type { ModelKind } from "./model/selectModel.js";
import { readFrame } from "./model/readFrame.js";
import { noScores } from "./model/scoreRows.js";
import { rows } from "./query.js";
import { customersOf, isEnough, trainingRows, trainingSet, type TrainingContext } from "./trainingRows.js";

/** Rows that are scored at most, over all weeks. */
const maxRows = 300_000;
/** Rows that a model fitted for this only learns from at most. */
const maxTrainingRows = 20_000;
/** Fewer later weeks than this show no course: a model that stopped learning half a year earlier is tried instead. */
const fewestWeeks = 4;
const earlierDays = 182;

/**
 * How a score holds over the weeks after it stopped learning: its AUC on each later week whose outcome is known. A yearly
 * outcome is known for the test week alone, so the playbook's early-warning horizon is looked at instead.
 * @param tested learnt from outcomes known by `testWeek` and nothing later
 */
export async function overWeeks(
  context: TrainingContext,
  tested: { readonly model: ChurnModel; readonly kind: ModelKind; readonly testWeek: string },
): Promise<WeeksReport | undefined> {
  const found = await weeksOf(context, tested.model, tested.testWeek);
  if (found.weeks.length >= fewestWeeks) return found;
  const cutoff = addDays(tested.testWeek, -earlierDays);
  await trainingRows(context, "earlier_rows", { cutoff, maxRows: maxTrainingRows });
  const training = await trainingSet(context, "earlier_rows");
  const groups = await customersOf(context.engine, "earlier_rows");
  if (!isEnough(training)) return found.weeks.length ? found : undefined;
  const { model } = await fitModel(tested.kind, training, { seed: context.seed, groups });
  const earlier = await weeksOf(context, model, cutoff);
  return earlier.weeks.length > found.weeks.length ? earlier : found;
}

async function weeksOf(context: TrainingContext, model: ChurnModel, learntTo: string): Promise<WeeksReport> {
  const { engine, playbook, asOf } = context;
  const horizonDays = playbook.earlyWarningDays ?? playbook.horizonDays;
  await trainingRows(context, "later_rows", { cutoff: asOf, maxRows, horizonDays, since: learntTo, period: "day" });
  await context.makeFeatures("later_features", "later_rows");
  await engine.make("later_p", noScores);
  await engine.score("later_p", model, "later_features");
  await engine.make(
    "later_scores",
    "select as_of, customer_id, label, weight, p from later_rows join later_p using (customer_id, as_of) order by as_of, customer_id",
  );
  await engine.bring("later_scores");
  for (const made of ["later_features", "later_p"]) await engine.drop(made);
  const weeks = await rows<{ week: string }>(
    engine.connection,
    "select distinct as_of::varchar as week from later_scores order by 1",
  );
  const reports: WeekReport[] = [];
  for (const { week } of weeks) reports.push(await weekReport(context, week));
  return { learntTo, horizonDays, weeks: reports };
}

async function weekReport({ engine }: TrainingContext, week: string): Promise<WeekReport> {
  const { columns } = await readFrame(
    engine.connection,
    `select p, label, weight from later_scores where as_of = date '${week}'`,
    ["p", "label", "weight"].map((id) => ({ id, kind: "number" as const })),
  );
  const [p, y, weights] = columns.map(({ values }) => values) as [Float64Array, Float64Array, Float64Array];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (list: Float64Array): number => list.reduce((sum, x, i) => sum + weights[i]! * x, 0) / total;
  const area = auc({ p, y, weights });
  return {
    ...{ asOf: week, rows: p.length, events: y.reduce((sum, label) => sum + label, 0) },
    ...{ rate: mean(y), meanP: mean(p) },
    ...(area ? { auc: { value: area.value, low: area.low, high: area.high } } : {}),
  };
}

import { churnColumn, type ChurnModel } from "../src/model/churn/anyModel.js";
import type { EarlyReport } from "../src/pageData.js";
import type { TrainingCalendar } from "./calendar.js";
import { evaluate } from "./model/evaluate.js";
import { fitModel } from "./model/fitModel.js";
import { quoteLiteral } from "./sqlText.js";
import { customersOf, isEnough, trainingRows, trainingSet, type TrainingContext } from "./trainingRows.js";

/** Rows that it learns from at most: fewer than the yearly model's, whose place it does not take. */
const maxTrainingRows = 30_000;

export interface EarlyWarning {
  readonly model: ChurnModel;
  readonly report: EarlyReport;
}

/**
 * The early-warning score: who leaves within a shorter horizon, learnt from outcomes known by a week that is that horizon
 * old, and tested on that week. The very model that is tested scores, so that the AUC beside it is its own.
 * @returns undefined where the playbook wants none or the history holds too few outcomes
 */
export async function trainEarlyWarning(
  context: TrainingContext,
  { early }: TrainingCalendar,
): Promise<EarlyWarning | undefined> {
  const { engine, playbook, asOf, seed } = context;
  const horizonDays = playbook.earlyWarningDays;
  if (!early || !horizonDays) return undefined;
  await trainingRows(context, "early_rows", { cutoff: early.testWeek, maxRows: maxTrainingRows, horizonDays });
  await trainingRows(context, "early_labelled", { cutoff: asOf, maxRows: 1e12, horizonDays, since: early.testWeek });
  await engine.make("early_test", `select * from early_labelled where as_of = ${quoteLiteral(early.testWeek)}::date`);
  const training = await trainingSet(context, "early_rows");
  const test = await trainingSet(context, "early_test");
  if (!isEnough(training) || !isEnough(test)) return undefined;
  const { model } = await fitModel("additive", training, {
    ...{ id: `early-${asOf}`, seed },
    groups: await customersOf(engine, "early_rows"),
  });
  const found = evaluate({ p: churnColumn(model, test.frame), y: test.labels, weights: test.weights })!;
  const { auc, rows, events, brier, calibration, reliability } = found;
  return {
    model,
    report: {
      ...{ horizonDays, testWeek: early.testWeek, trainedRows: training.frame.rows, rows, events, brier, reliability },
      auc: { value: auc.value, low: auc.low, high: auc.high },
      calibration: calibration && { slope: calibration.slope, intercept: calibration.intercept },
    },
  };
}

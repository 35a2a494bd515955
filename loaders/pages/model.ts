import { gzipSync } from "node:zlib";
import { churnFeatures, type ChurnModel } from "../../src/model/churn/anyModel.js";
import type { LevelsTerm, PairTerm, StepsTerm } from "../../src/model/churn/types.js";
import type { Interval, ModelData, ModelFacts, ModelsData, RunInfo } from "../../src/pageData.js";
import { rows } from "../query.js";
import type { Trained } from "../train.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { mayShow, shown } from "./smallCounts.js";

const mostShapes = 8;
const mostPairs = 3;

/** The model page: aggregates and the model's own tables; no customer. */
export async function modelData(context: PageContext, run: RunInfo): Promise<ModelData> {
  const trained = await trainedModel(context);
  const { gates, life } = await runFacts(context);
  const model = trained?.models[0]?.model;
  return {
    run,
    gate: gates.find(({ gate }) => gate === "auc") ?? null,
    trainedAsOf: trained?.asOf ?? null,
    report: trained?.report ? { ...trained.report, segments: segments(trained.report, context) } : null,
    weeks: trained?.weeks ?? null,
    early: trained?.early?.report ?? null,
    ...pictures(model, trained),
    facts: model ? factsOf(model) : null,
    models: await lineageModels(context),
    drift: life?.drift ?? null,
    training: life?.training ?? null,
    kept: life?.kept ?? null,
  };
}

/** What the run's model was trained as; undefined for runs without a model. */
export async function trainedModel({ connection, runId }: PageContext): Promise<Trained | undefined> {
  const [found] = await rows<{ model: string }>(
    connection,
    "select model from warehouse.model_run where model_id = (select model_id from warehouse.run where run_id = ?)",
    [runId],
  );
  return found && (JSON.parse(found.model) as Trained);
}

/** The scoring model itself, for a team's pages. */
export async function modelsData(context: PageContext): Promise<ModelsData> {
  if (context.audience === "executive") return { models: [] };
  return { models: (await trainedModel(context))?.models ?? [] };
}

/** A small group keeps its place in the list; what would single somebody out is left out for executives. */
function segments(report: NonNullable<Trained["report"]>, { audience }: PageContext) {
  return report.segments.map(({ rows: count, events, rate, auc, ...rest }) => {
    const isShown = mayShow(count, audience) && mayShow(events, audience) && mayShow(count - events, audience);
    return {
      ...rest,
      ...{ rows: shown(count, audience), events: shown(events, audience), rate: isShown ? rate : null },
      ...(isShown && auc ? { auc } : {}),
    };
  });
}

function pictures(model: ChurnModel | undefined, trained: Trained | undefined): Pick<ModelData, "shapes" | "pairs"> {
  if (!model || model.kind === "trees") return { shapes: [], pairs: [] };
  const order = new Map(trained?.report?.importance.map(({ feature }, i) => [feature, i]));
  const rank = (feature: string): number => order.get(feature) ?? Infinity;
  const shapes = model.terms
    .filter((term): term is StepsTerm | LevelsTerm => term.kind === "steps" || term.kind === "levels")
    .sort((a, b) => rank(a.feature) - rank(b.feature));
  const size = ({ values }: PairTerm): number => Math.max(...values) - Math.min(...values);
  const pairs = model.terms.filter((term): term is PairTerm => term.kind === "pair").sort((a, b) => size(b) - size(a));
  return { shapes: shapes.slice(0, mostShapes), pairs: pairs.slice(0, mostPairs) };
}

function factsOf(model: ChurnModel): ModelFacts {
  return {
    features: churnFeatures(model).length,
    pairs: model.kind === "trees" ? 0 : model.terms.filter(({ kind }) => kind === "pair").length,
    trees: model.kind === "trees" ? model.trees.length : 0,
    bytes: gzipSync(JSON.stringify(model)).length,
    calibrator: model.calibrator ?? null,
  };
}

/** Every model that scored a run of this lineage, up to this one. */
async function lineageModels({ connection, runId }: PageContext): Promise<ModelData["models"]> {
  const found = await rows<{ id: string; trainedAsOf: string; kind: string; auc: string | null }>(
    connection,
    `select distinct model_id as id, trained_as_of::varchar as "trainedAsOf", model_run.kind,
       (evaluation -> 'auc')::varchar as auc
     from warehouse.model_run join warehouse.run using (model_id)
     where run.lineage = (select lineage from warehouse.run where run_id = ?)
       and run.as_of <= (select as_of from warehouse.run where run_id = ?)
       and (run.status = 'published' or run.run_id = ?)
     order by "trainedAsOf", id`,
    [runId, runId, runId],
  );
  return found.map(({ auc, ...model }) => {
    const interval = auc && auc !== "null" ? (JSON.parse(auc) as Interval) : null;
    return { ...model, auc: interval && { value: interval.value, low: interval.low, high: interval.high } };
  });
}

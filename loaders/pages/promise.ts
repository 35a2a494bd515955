import type { ForecastMetric, PromiseData, RunInfo } from "../../src/pageData.js";
import { rows } from "../query.js";
import type { PageContext } from "./runInfo.js";
import { shown } from "./smallCounts.js";

/** What this week promised, what earlier weeks promised and what happened; runs that were really made only. */
export async function promiseData({ connection, runId, audience }: PageContext, run: RunInfo): Promise<PromiseData> {
  const made = await rows<PromiseData["made"][number]>(
    connection,
    `select metric, due_on as "dueOn", value, low, high from warehouse.forecast where run_id = ? order by due_on, metric`,
    [runId],
  );
  const due = await rows<PromiseData["due"][number] & { actual: number }>(
    connection,
    `select as_of as "asOf", metric, due_on as "dueOn", value, low, high, actual, is_covered as "isCovered"
     from warehouse.outcome where run_id = ? order by due_on desc, metric`,
    [runId],
  );
  const [next] = await rows<{ day: string | null }>(
    connection,
    `select min(due_on) as day from warehouse.forecast join (
       select run_id from week_pointer union select ?
     ) using (run_id) where due_on > ?::date`,
    [runId, run.asOf],
  );
  const metrics = [...new Set(due.map(({ metric }) => metric))];
  const isHeads = (metric: ForecastMetric) => metric !== "spend";
  return {
    made,
    due: due.map((one) => ({ ...one, actual: isHeads(one.metric) ? shown(one.actual, audience) : one.actual })),
    coverage: metrics.map((metric) => {
      const own = due.filter((one) => one.metric === metric);
      return { metric, scored: own.length, covered: own.filter(({ isCovered }) => isCovered).length };
    }),
    nextDueOn: next?.day ?? null,
  };
}

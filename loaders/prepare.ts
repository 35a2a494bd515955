import type { DuckDBConnection } from "@duckdb/node-api";
import type { Drift } from "../src/model/drift.js";
import type { Playbook } from "../src/playbooks/types.js";
import { driftSince } from "./drift.js";
import { buildFeatures } from "./features.js";
import type { History } from "./history.js";
import { planWeeks, type Plan } from "./plan.js";
import type { Input } from "./source.js";
import { modelFeatures } from "./train.js";

/**
 * Plans the week and makes its features (`customer_week`). Customers that have moved away from those the model learnt from
 * bring its training forward.
 * @returns `drift`: null where no earlier model kept distributions; `rows`: of features
 */
export async function planAndPrepare(
  connection: DuckDBConnection,
  known: { input: Input; playbook: Playbook; history: History },
): Promise<{ plan: Plan; drift: readonly Drift[] | null; rows: number }> {
  const { input, playbook } = known;
  const tables = { present: input.present, playbook, isFlat: input.kind === "flat" };
  const prepare = ({ weeks }: Plan) => buildFeatures(connection, "customer_week", weeks, tables);
  const plan = await planWeeks(connection, known);
  const rows = await prepare(plan);
  const scored = { asOf: input.asOf, features: modelFeatures(playbook, input) };
  const drift = await driftSince(connection, plan.previous, scored);
  if (!plan.model || !drift?.some(({ isShifted }) => isShifted)) return { plan, drift, rows };
  const early = await planWeeks(connection, { ...known, hasDrifted: true });
  return { plan: early, drift, rows: await prepare(early) };
}

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Audience } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { execute, rows } from "../query.js";
import { ceoData } from "./ceo.js";
import { customerPages } from "./customers.js";
import { experimentsData } from "./experiments.js";
import { modelData, modelsData } from "./model.js";
import { notebookPages } from "./notebook.js";
import { roadmapData } from "./roadmap.js";
import { packColumns } from "./packColumns.js";
import { runInfo } from "./runInfo.js";
import { timingData } from "./timing.js";
import { weekData } from "./week.js";

export interface PageDataOptions {
  readonly connection: DuckDBConnection;
  readonly runId: string;
  readonly audience: Audience;
  readonly playbook: Playbook;
  readonly dir: string;
}

/**
 * Writes what pages know into a folder: ceo.json, week.json, timing.json, experiments.json, roadmap.json, model.json, churn-model.json, notebook.json, notebook-tables.json, customers.json, customer-list.json and, for a team, customers/00.json and on.
 * Reads the warehouse's rows of this run, temp table `published_week`, and the staged customers. The same run gives the same bytes.
 */
export async function writePageData({ connection, runId, audience, playbook, dir }: PageDataOptions): Promise<void> {
  await prepare(connection, runId);
  const context = { connection, runId, audience };
  const run = await runInfo(context);
  const { overview, list, shards } = await customerPages(context, run, playbook);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, "customers"), { recursive: true });
  write(dir, "ceo.json", await ceoData(context, run, playbook));
  write(dir, "week.json", await weekData(context, run, playbook));
  write(dir, "timing.json", await timingData(context, run, playbook));
  write(dir, "experiments.json", await experimentsData(context, run));
  write(dir, "roadmap.json", await roadmapData(context, run));
  write(dir, "model.json", await modelData(context, run));
  write(dir, "churn-model.json", await modelsData(context));
  const { notebook, tables } = await notebookPages(context, run, playbook);
  write(dir, "notebook.json", notebook);
  write(dir, "notebook-tables.json", tables);
  write(dir, "customers.json", overview);
  write(dir, "customer-list.json", list.columns ? { columns: packColumns(list.columns) } : list);
  shards.forEach((shard, i) => write(dir, `customers/${String(i).padStart(2, "0")}.json`, shard));
}

function write(dir: string, name: string, data: unknown): void {
  writeFileSync(join(dir, name), JSON.stringify(data));
}

/** What a page says of a customer. How to reach one stays in the warehouse. */
const shownFacts = [
  ...["name", "product", "vehicle_model", "vehicle_year"],
  ...["segment", "region", "branch", "owner", "marketing_opt_out"],
];

/** Which run shows which week, and this week's customers with the inputs of their formulas. */
async function prepare(connection: DuckDBConnection, runId: string): Promise<void> {
  await execute(
    connection,
    `create or replace temp table week_pointer as
     select as_of, run_id from warehouse.run_week where run_id = ?
     union all
     select as_of, run_id from published_week
     where as_of not in (select as_of from warehouse.run_week where run_id = ?)`,
    [runId, runId],
  );
  const present = await rows<{ name: string }>(
    connection,
    "select column_name as name from (describe staging.customers)",
  );
  const facts = shownFacts
    .filter((fact) => present.some(({ name }) => name === fact))
    .map((fact) => `'${fact}': ${fact}`);
  await execute(
    connection,
    `create or replace temp view people as
     select customer_id, coalesce(name, customer_id) as name, owner, region, segment, remaining_ltv as ltv,
       coalesce(marketing_opt_out, false) as opted_out,
       to_json({${facts.join(", ")}}) as facts
     from staging.customers`,
  );
  await execute(
    connection,
    `create or replace temp view inputs as
     select customer_id, to_json(week) as inputs
     from (
       select * exclude (as_of, is_lost) from customer_week
       where as_of = (select as_of from warehouse.run where run_id = ${`'${runId}'`})
     ) as week`,
  );
}

/**
 * What a row and a customer-week cost on a Spark cluster and in DuckDB: staging from Parquet and from CSV, features and
 * scores of 26 weeks of the after-sales sample, at several sizes, in seconds of CPU, so that a busy machine does not count.
 * Starts a cluster of its own on loopback.
 *
 *     HOLDFAST_TEST_SPARK=VENV npx tsx bench/spark.ts [--staging] [CUSTOMERS ...]      (20000 without; --staging: nothing after it)
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { scoredWeeks } from "../loaders/calendar.js";
import type { Engine } from "../loaders/engines/engine.js";
import { openEngine } from "../loaders/engines/openEngine.js";
import { sparkSettings } from "../loaders/engines/sparkSettings.js";
import { prepareFeatures, weekFeatures } from "../loaders/features.js";
import { noScores } from "../loaders/model/scoreRows.js";
import { parseOptions, type Options } from "../loaders/options.js";
import { execute, row, sqlFile } from "../loaders/query.js";
import { columnsOf, healthSql, scoresSql } from "../loaders/score.js";
import { ingest } from "../loaders/sources/ingest.js";
import { makeSample } from "../loaders/sources/sample/makeSample.js";
import type { Trained } from "../loaders/train.js";
import { runWeekly } from "../loaders/weekly.js";
import { openWorkspace } from "../loaders/workspace.js";
import type { ChurnModel } from "../src/model/churn/anyModel.js";
import { aftersales as playbook } from "../src/playbooks/aftersales.js";
import { sparkHome, startSpark, type SparkCluster } from "../test/support/sparkCluster.js";

const asOf = "2026-06-29";
const { values: flags, positionals } = parseArgs({ options: { staging: { type: "boolean" } }, allowPositionals: true });
const sizes = positionals.map(Number);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Features, health, p, crossings, tiers and histogram of everybody at all weeks; the marts come back. */
async function makeMarts(
  engine: Engine,
  model: ChurnModel,
  weeks: readonly string[],
  present: string[],
): Promise<number> {
  const tables = { present, playbook, isFlat: false };
  await prepareFeatures(engine, tables);
  const wanted = weeks.map((week) => ({ asOf: week, withLost: week === asOf }));
  await weekFeatures(engine, "week_features", wanted, tables);
  const columns = await columnsOf(engine.connection, "week_features");
  await engine.make("health", healthSql(playbook, "week_features", columns));
  for (const table of ["probability", "early"]) await engine.make(table, noScores);
  await engine.score("probability", model, "week_features");
  await engine.make("seed", `select *, null::date as first_crossed_on from (${noScores})`);
  await engine.make("score", scoresSql(playbook, { modelId: model.id, lastWeek: asOf }), { isLarge: true });
  await engine.bring("score");
  for (const mart of ["tier_week", "histogram_week"]) {
    await engine.make(`${mart}_out`, sqlFile(`marts/${mart}`));
    await engine.bring(`${mart}_out`);
  }
  return engine.count("score");
}

async function smallModel(folder: string): Promise<ChurnModel> {
  const warehouse = join(folder, "model.duckdb");
  const args = ["--playbook", "aftersales", "--source", "sample", "--customers", "2000", "--warehouse", warehouse];
  const options = parseOptions([...args, "--no-site", "--no-words", "--no-notify"], folder) as Options;
  await runWeekly(options, { log: () => undefined, now: () => 0, today: asOf });
  const { connection, close } = await openWorkspace(warehouse);
  const { trained } = await row<{ trained: string }>(connection, "select model as trained from warehouse.model_run");
  close();
  return (JSON.parse(trained) as Trained).models[0]!.model;
}

interface Measured {
  readonly cluster: SparkCluster;
  /** Undefined: staging alone is measured. */
  readonly model: ChurnModel | undefined;
  readonly folder: string;
}

/** The same tables as CSV; the folder. */
async function asCsv(connection: DuckDBConnection, dir: string): Promise<string> {
  mkdirSync(`${dir}-csv`, { recursive: true });
  for (const file of readdirSync(dir).filter((name) => name.endsWith(".parquet"))) {
    const to = join(`${dir}-csv`, file.replace(".parquet", ".csv"));
    await execute(connection, `copy (from '${join(dir, file)}') to '${to}' (format csv)`);
  }
  return `${dir}-csv`;
}

/** Staging and marts by each engine from the same rows, each in a database of its own. */
async function measure(customers: number, measured: Measured): Promise<void> {
  const source = join(measured.folder, `sample-${customers}`);
  await makeSample({ playbook: "aftersales", customers, seed: 1, asOf, dir: source, withTruth: false });
  for (const id of ["duckdb", "spark"] as const) {
    await measureOne({ ...measured, id, customers, model: undefined }, source, "CSV");
    await measureOne({ ...measured, id, customers }, source, "Parquet");
  }
}

async function measureOne(
  { cluster, model, folder, id, customers }: Measured & { id: Engine["id"]; customers: number },
  parquet: string,
  form: "CSV" | "Parquet",
): Promise<void> {
  const warehouse = join(folder, `${id}-${customers}-${form}.duckdb`);
  const { connection, close } = await openWorkspace(warehouse);
  const spark = id === "spark" ? sparkSettings(process.env, { warehouse, playbook: "aftersales" }) : undefined;
  const engine = await openEngine(connection, spark, say);
  let present: string[] = [];
  const cpu = async (what: string, work: () => Promise<number>): Promise<void> => {
    const [own, workers, start] = [process.cpuUsage(), cluster.cpuSeconds(), performance.now()];
    const rows = await work();
    const { user, system } = process.cpuUsage(own);
    const seconds = [(user + system) / 1e6, cluster.cpuSeconds() - workers, (performance.now() - start) / 1000];
    const [here, there, clock] = seconds.map((each) => each.toFixed(1));
    say(
      `${id}, ${customers} customers, ${what}: ${rows} rows; ${here} s of CPU in this process, ${there} s in the workers, ${clock} s by the clock`,
    );
  };
  const source = form === "CSV" ? await asCsv(connection, parquet) : parquet;
  await cpu(`staging from ${form}`, async () => {
    const { tables } = await ingest(connection, { source, playbook, asOf, cluster: { engine, log: say } });
    present = tables.map(({ name }) => name);
    return tables.reduce((sum, { accepted }) => sum + accepted, 0);
  });
  if (model) {
    const weeks = scoredWeeks(asOf, playbook, "2020-01-01");
    await cpu("marts", () => makeMarts(engine, model, weeks, present));
  }
  await engine.close();
  close();
}

const home = sparkHome();
if (!home) throw new Error("no Spark: set SPARK_HOME, or HOLDFAST_TEST_SPARK to a virtual environment with PySpark");
const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
const cluster = await startSpark(home, { isQuickStart: false, partitions: 8 });
// samples lie on the shared storage, so that the cluster stages them
Object.assign(process.env, cluster.env, { HOLDFAST_SPARK_STORE: folder });
try {
  const model = flags.staging ? undefined : await smallModel(folder);
  for (const customers of sizes.length ? sizes : [20_000]) await measure(customers, { cluster, model, folder });
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

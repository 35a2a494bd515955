/**
 * What a customer-week costs on a Spark cluster and in DuckDB: features and scores of 26 weeks of the after-sales sample, at
 * several sizes, in seconds of CPU, so that a busy machine does not count. Starts a cluster of its own on loopback.
 *
 *     HOLDFAST_TEST_SPARK=VENV npx tsx bench/spark.ts [CUSTOMERS ...]      (2000 20000 without)
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scoredWeeks } from "../loaders/calendar.js";
import { duckdbEngine } from "../loaders/engines/duckdbEngine.js";
import type { Engine } from "../loaders/engines/engine.js";
import { openEngine } from "../loaders/engines/openEngine.js";
import { sparkSettings } from "../loaders/engines/sparkSettings.js";
import { prepareFeatures, weekFeatures } from "../loaders/features.js";
import { noScores } from "../loaders/model/scoreRows.js";
import { parseOptions, type Options } from "../loaders/options.js";
import { row, sqlFile } from "../loaders/query.js";
import { columnsOf, healthSql, scoresSql } from "../loaders/score.js";
import { ingest } from "../loaders/sources/ingest.js";
import { makeSample } from "../loaders/sources/sample/makeSample.js";
import type { Trained } from "../loaders/train.js";
import { runWeekly } from "../loaders/weekly.js";
import { openWorkspace } from "../loaders/workspace.js";
import type { ChurnModel } from "../src/model/churn/anyModel.js";
import { aftersales as playbook } from "../src/playbooks/aftersales.js";
import { sparkHome, startSpark } from "../test/support/sparkCluster.js";

const asOf = "2026-06-29";
const sizes = process.argv.slice(2).map(Number);
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

async function measure(customers: number, model: ChurnModel, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const dir = join(folder, `sample-${customers}`);
  await makeSample({ playbook: "aftersales", customers, seed: 1, asOf, dir, withTruth: false });
  const warehouse = join(folder, `${customers}.duckdb`);
  const { connection, close } = await openWorkspace(warehouse);
  const { tables } = await ingest(connection, { source: dir, playbook, asOf, cache: join(folder, "cache") });
  const weeks = scoredWeeks(asOf, playbook, "2020-01-01");
  const present = tables.map(({ name }) => name);
  for (const engine of [
    duckdbEngine(connection),
    await openEngine(connection, sparkSettings(env, { warehouse, playbook: "aftersales" }), say),
  ]) {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    const rows = await makeMarts(engine, model, weeks, present);
    const { user, system } = process.cpuUsage(cpu);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    await engine.close();
    say(
      `${engine.id}: ${customers} customers, ${rows} customer-weeks: ${((user + system) / 1e6).toFixed(1)} s of CPU in this process, ${seconds} s by the clock`,
    );
  }
  close();
}

const home = sparkHome();
if (!home) throw new Error("no Spark: set SPARK_HOME, or HOLDFAST_TEST_SPARK to a virtual environment with PySpark");
const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
const cluster = await startSpark(home, { isQuickStart: false, partitions: 8 });
Object.assign(process.env, cluster.env);
try {
  const model = await smallModel(folder);
  for (const customers of sizes.length ? sizes : [2000, 20_000]) await measure(customers, model, folder, process.env);
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Features of two weeks, a fit on one of them, scores of the other: this project beside pandas with scikit-learn and Polars
 * with LightGBM, over the same Parquet files, in turn: npx tsx bench/peersScale.ts FOLDER [runs]
 *
 * HOLDFAST_PYTHON names a Python that has them.
 */
import { spawnSync } from "node:child_process";
import { loadavg } from "node:os";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbEngine } from "../loaders/engines/duckdbEngine.js";
import { prepareFeatures, weekFeatures } from "../loaders/features.js";
import { fitTrees } from "../loaders/model/fitTrees.js";
import { takeRows, takeValues } from "../loaders/model/frames.js";
import { readFrame, type FrameFeature } from "../loaders/model/readFrame.js";
import { scoreFrame } from "../loaders/model/scoreFrame.js";
import { auc } from "../src/model/stats/auc.js";
import { aftersales } from "../src/playbooks/aftersales.js";

interface Result {
  readonly name: string;
  readonly wall: number;
  readonly cpu: number;
  readonly auc: number;
  readonly rows: number;
}

const [folder, runs = "3"] = process.argv.slice(2);
const [trained, scored] = ["2025-06-16", "2026-06-22"];
const most = 60_000;

async function holdfast(): Promise<Omit<Result, "name" | "wall" | "cpu">> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  await connection.run("create schema staging");
  const present = aftersales.tables.filter((table) => table !== "interventions");
  for (const table of present)
    // read where they lie, as Polars does
    await connection.run(`create view staging.${table} as from read_parquet('${folder}/${table}.parquet')`);
  const tables = { present, playbook: aftersales, isFlat: false };
  const features = aftersales.features.map(({ id, kind }): FrameFeature => ({
    id,
    kind: kind === "number" ? kind : "category",
  }));
  const engine = duckdbEngine(connection);
  await prepareFeatures(engine, tables);
  // weeks are made together, as the weekly run makes them
  const weeks = [trained, scored].map((asOf) => ({ asOf, withLost: false }));
  await weekFeatures(engine, "both_weeks", weeks, tables);
  await connection.run(`create view now as from both_weeks where as_of = date '${scored}'`);
  await connection.run(
    `create temp table labelled as
     select both_weeks.*, coalesce(ended_on <= as_of + 365, false)::integer as y
     from both_weeks join staging.customers using (customer_id) where as_of = date '${trained}' order by hash(customer_id)`,
  );
  const frame = await readFrame(connection, "labelled", features);
  const y = (await readFrame(connection, "labelled", [{ id: "y", kind: "number" }])).columns[0]!.values;
  const some = Array.from({ length: Math.min(most, frame.rows >> 1) }, (_, i) => i);
  const rest = Array.from({ length: frame.rows - some.length }, (_, i) => some.length + i);
  const { model } = await fitTrees({ frame: takeRows(frame, some), labels: takeValues(y, some) });
  const [now] = await scoreFrame(model, await readFrame(connection, "now", features), "probability");
  const [p] = await scoreFrame(model, takeRows(frame, rest), "probability");
  return { auc: auc({ p: p!, y: takeValues(y, rest) })?.value ?? NaN, rows: now!.length };
}

async function measured(): Promise<Result> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const found = await holdfast();
  const { user, system } = process.cpuUsage(before);
  return { name: "holdfast", wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, ...found };
}

function peer(name: string): Result {
  const python = process.env.HOLDFAST_PYTHON ?? "python3";
  const { stdout, stderr } = spawnSync(python, ["bench/peers_scale.py", folder!, trained, scored, name], {
    encoding: "utf8",
  });
  if (!stdout.trim()) throw new Error(`no figures from ${name}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout) as Result;
}

const all: Result[] = [];
const load = loadavg()[0]!;
for (let run = 0; run < Number(runs); run++) all.push(await measured(), peer("pandas"), peer("polars"));
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;
const cpuOf = (name: string) => median(all.filter((one) => one.name === name).map(({ cpu }) => cpu));
console.log(`runs ${runs}, load before ${load.toFixed(1)}`);
console.log(
  "| | wall, s: median (least) | processor, s | against Holdfast | AUC | rows scored |\n|---|---|---|---|---|---|",
);
for (const name of ["holdfast", "pandas", "polars"]) {
  const own = all.filter((one) => one.name === name);
  const walls = own.map(({ wall }) => wall);
  const cells = [name, `${median(walls).toFixed(1)} (${Math.min(...walls).toFixed(1)})`, cpuOf(name).toFixed(1)];
  console.log(
    `| ${[...cells, (cpuOf(name) / cpuOf("holdfast")).toFixed(2), own[0]!.auc.toFixed(4), own[0]!.rows].join(" | ")} |`,
  );
}
process.exit(0);

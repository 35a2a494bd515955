/**
 * How long fitting and scoring 200,000 rows * 30 features take, and in how much memory:
 * npx tsx bench/churnSpeed.ts [logistic|additive|trees ...]
 *
 * One model a process shows that model's own peak memory. HOLDFAST_PYTHON names a Python whose boosters fit the same rows.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fitAdditive } from "../loaders/model/fitAdditive.js";
import { fitLogistic } from "../loaders/model/fitLogistic.js";
import { fitTrees } from "../loaders/model/fitTrees.js";
import { scoreFrame } from "../loaders/model/scoreFrame.js";
import type { ChurnModel } from "../src/model/churn/anyModel.js";
import type { FrameColumn, TrainingSet } from "../src/model/churn/types.js";
import { auc } from "../src/model/stats/auc.js";
import { random } from "../src/model/stats/random.js";

const [rows, features] = [200_000, 30];
const set = synthetic();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["logistic", "additive", "trees"];
console.log(`${rows.toLocaleString("en")} rows * ${features} features`);
for (const kind of wanted) {
  const start = { wall: performance.now(), cpu: process.cpuUsage() };
  if (kind === "logistic") await report(kind, start, fitLogistic(set));
  else if (kind === "additive") await report(kind, start, (await fitAdditive(set)).model);
  else {
    const { model, outOfBag, trees } = await fitTrees(set);
    await report(`${kind} (${trees.join(" + ")})`, start, model);
    const seen = outOfBag.map((_, i) => i).filter((i) => !Number.isNaN(outOfBag[i]));
    console.log(
      `  out-of-bag AUC ${auc({ p: seen.map((i) => outOfBag[i]!), y: seen.map((i) => set.labels[i]!) })!.value.toFixed(4)}`,
    );
  }
}
peers();

/** Scoring and explaining go over the threads of the weekly run, which stand by from the first time on. */
async function report(kind: string, start: { wall: number; cpu: NodeJS.CpuUsage }, model: ChurnModel): Promise<void> {
  const fit = since(start);
  await scoreFrame(model, set.frame, "probability");
  const score = await clocked("probability", model);
  const explain = await clocked("contributions", model);
  const kilobytes = gzipSync(JSON.stringify(model)).length / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${kind}: fit ${fit}, score ${score}, contributions ${explain}, ${kilobytes.toFixed(0)} kB gz, peak ${peak.toFixed(0)} MiB`,
  );
}

async function clocked(asked: "probability" | "contributions", model: ChurnModel): Promise<string> {
  const start = { wall: performance.now(), cpu: process.cpuUsage() };
  await scoreFrame(model, set.frame, asked);
  return since(start);
}

function since({ wall, cpu }: { wall: number; cpu: NodeJS.CpuUsage }): string {
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - wall) / 1000;
  return `${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor)`;
}

/** Numbers, gaps and categories whose outcome has curves, a step, two interactions and much noise. */
function synthetic(): TrainingSet {
  const { normal, uniform, integer } = random(3);
  const columns = Array.from({ length: features }, (_, c): FrameColumn => {
    const isCategory = c % 10 === 9;
    const value = (): number => (isCategory ? integer(8) : c % 7 === 3 && uniform() < 0.1 ? NaN : normal());
    const levels = isCategory ? ["a", "b", "c", "d", "e", "f", "g", "h"] : undefined;
    return {
      id: `f${c}`,
      kind: isCategory ? "category" : "number",
      levels,
      values: Float64Array.from({ length: rows }, value),
    };
  });
  const x = (c: number, i: number): number => columns[c]!.values[i]! || 0;
  const labels = Float64Array.from({ length: rows }, (_, i) => {
    const shapes =
      0.8 * x(0, i) + 0.5 * Math.sin(2 * x(1, i)) + 0.4 * Math.max(0, x(5, i)) - 0.3 * x(6, i) + 0.3 * (x(9, i) % 3);
    const pairs = 0.6 * x(2, i) * x(4, i) + (x(7, i) > 0 && x(8, i) > 0.5 ? 0.5 : 0);
    return uniform() < 1 / (1 + Math.exp(2 - shapes - pairs)) ? 1 : 0;
  });
  return { frame: { rows, columns }, labels };
}

/** The same rows for Python's boosters, as raw doubles column by column, the label first. */
function peers(): void {
  const python = process.env.HOLDFAST_PYTHON;
  if (!python) return;
  const directory = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  const file = join(directory, "rows.bin");
  writeFileSync(
    file,
    Buffer.concat(
      [set.labels, ...set.frame.columns.map(({ values }) => values)].map((values) => Buffer.from(values.buffer)),
    ),
  );
  const { stdout } = spawnSync(python, ["-W", "ignore", "bench/churn_peers.py", "--speed", file, String(rows)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  process.stdout.write(stdout);
  rmSync(directory, { recursive: true });
}

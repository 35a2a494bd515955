import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { vi } from "vitest";
import { parseOptions, type Options } from "../../loaders/options.js";
import type { PageDataOptions } from "../../loaders/pages/writePageData.js";
import type { AdditiveOptions } from "../../loaders/model/fitAdditive.js";
import type { TreesOptions } from "../../loaders/model/fitTrees.js";
import { rows } from "../../loaders/query.js";
import type { Report } from "../../loaders/report.js";
import { makeSample, type SampleOptions } from "../../loaders/sources/sample/makeSample.js";
import type { TrainingSet } from "../../src/model/churn/types.js";
import { runWeekly } from "../../loaders/weekly.js";

/** Page data of the run under way; the site itself is built and verified elsewhere. */
let pageData = "";
let buildError: Error | undefined;
vi.mock("../../loaders/pages/writePageData.js", async (original) => {
  const { writePageData } = await original<typeof import("../../loaders/pages/writePageData.js")>();
  return { writePageData: (options: PageDataOptions) => writePageData({ ...options, dir: pageData }) };
});
// the code's hash is tested beside it; a file that is saved while the tests run must not look like another run
vi.mock("../../loaders/identity.js", async (original) => ({
  ...(await original<typeof import("../../loaders/identity.js")>()),
  codeHash: () => "c0de".repeat(16),
}));
// what a model is worth is tested beside it; here one quick fit stands for many
vi.mock("../../loaders/model/fitAdditive.js", async (original) => {
  const { fitAdditive } = await original<typeof import("../../loaders/model/fitAdditive.js")>();
  const quick = { bags: 1, pairs: 1, maxRounds: 200, threads: 1 };
  return { fitAdditive: (set: TrainingSet, options: AdditiveOptions) => fitAdditive(set, { ...options, ...quick }) };
});
vi.mock("../../loaders/model/fitTrees.js", async (original) => {
  const { fitTrees } = await original<typeof import("../../loaders/model/fitTrees.js")>();
  const quick = { bags: 1, maxTrees: 50, threads: 1 };
  return { fitTrees: (set: TrainingSet, options: TreesOptions) => fitTrees(set, { ...options, ...quick }) };
});
vi.mock("../../loaders/publish/build.js", () => ({
  buildSite: ({ outDir }: { outDir: string }) => {
    const error = buildError;
    buildError = undefined;
    if (error) return Promise.reject(error);
    mkdirSync(outDir, { recursive: true });
    cpSync(pageData, join(outDir, "data"), { recursive: true });
    return Promise.resolve();
  },
}));
vi.mock("../../loaders/publish/verifySite.js", () => ({ verifySite: () => Promise.resolve([]) }));
vi.mock("../../loaders/publish/rootIndex.js", () => ({ writeRootIndex: () => Promise.resolve() }));

/** Lets the next run die while its site is built. */
export function failNextBuild(message: string): void {
  buildError = new Error(message);
}

/** Told every line of the runs to come. */
export function onLine(told: (line: string) => void): void {
  listener = told;
}
let listener: (line: string) => void = () => undefined;

export interface WeeklyRun {
  readonly report: Report;
  readonly exitCode: number;
  readonly error?: unknown;
  readonly log: readonly string[];
}

/** A weekly run whose warehouse, site and page data lie in one folder. Arguments as on the command line. */
export async function week(dir: string, ...args: string[]): Promise<WeeklyRun> {
  const options = parseOptions(
    ["--warehouse", join(dir, "w.duckdb"), "--out", join(dir, "dist"), ...args],
    dir,
    process.env,
  ) as Options;
  const log: string[] = [];
  const say = (line: string) => {
    log.push(line);
    listener(line);
  };
  pageData = join(dir, "page-data");
  const io = { log: say, now: () => 0, today: "2026-07-29", env: {} };
  return { ...(await runWeekly(options, io)), log };
}

/** Files of a simulated business, without the truth. */
export async function sampleFiles(
  dir: string,
  options: Pick<SampleOptions, "playbook" | "customers" | "asOf">,
): Promise<string> {
  await makeSample({ seed: 11, withTruth: false, ...options, dir });
  return dir;
}

/** Every mart of a warehouse, every row as text; clock times lie in `run_clock` alone. */
export async function marts(dir: string): Promise<Record<string, string[]>> {
  return inWarehouse(dir, async (select) => {
    const tables = await select<{ name: string }>(
      "select table_name as name from duckdb_tables() where table_name != 'run_clock' order by name",
    );
    const dumped: Record<string, string[]> = {};
    for (const { name } of tables) {
      const found = await select<{ row: string }>(`select to_json(t)::varchar as row from "${name}" t order by row`);
      dumped[name] = found.map(({ row }) => row);
    }
    return dumped;
  });
}

/** Asks a warehouse that no run holds open. */
export async function inWarehouse<T>(
  dir: string,
  ask: (select: <R>(sql: string) => Promise<R[]>) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(join(dir, "w.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    return await ask((sql) => rows(connection, sql));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Page data of the last run, by file: the very bytes. */
export function pages(dir: string): Record<string, string> {
  return filesBelow(join(dir, "page-data"));
}

export function filesBelow(dir: string): Record<string, string> {
  if (!existsSync(dir)) return {};
  const found = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(names.map((name) => [name.slice(dir.length + 1), readFileSync(name, "utf8")]));
}

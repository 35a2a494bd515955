import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";
import type { Engine } from "../../loaders/engines/engine.js";
import { openEngine } from "../../loaders/engines/openEngine.js";
import { sparkSettings } from "../../loaders/engines/sparkSettings.js";
import { buildFeatures } from "../../loaders/features.js";
import { rows } from "../../loaders/query.js";
import { ingest } from "../../loaders/sources/ingest.js";
import { saas } from "../../src/playbooks/saas.js";
import { badLake } from "../fixtures/badLake.js";
import { connect, stagedRows } from "../loaders/sources/staging.js";
import { sparkHome, startSpark, type SparkCluster } from "../support/sparkCluster.js";
import { inWarehouse, onLine, sampleFiles, week } from "../support/weekly.js";
import { record } from "./record.js";

const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
const asOf = "2026-06-29";
const home = sparkHome();
if (!home)
  process.stderr.write(
    "Spark is left out: no SPARK_HOME, and no virtual environment with PySpark in HOLDFAST_TEST_SPARK (python3 -m venv V; V/bin/pip install pyspark==4.0.1)\n",
  );

const samples = [
  { playbook: "aftersales", customers: 400, isKilled: true },
  ...(isQuick ? [] : [{ playbook: "saas", customers: 300, isKilled: false } as const]),
] as const;

describe.skipIf(!home)("a standalone Spark cluster of one master and two workers on loopback", () => {
  let cluster: SparkCluster;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-spark-run-"));
    cluster = await startSpark(home!);
    for (const [name, value] of Object.entries(cluster.env)) vi.stubEnv(name, value);
    // sources lie on the shared storage too: their events are staged on the cluster
    vi.stubEnv("HOLDFAST_SPARK_STORE", folder);
  });
  afterAll(async () => {
    onLine(() => undefined);
    vi.unstubAllEnvs();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(samples)(
    "gives $playbook the marts that DuckDB gives, row by row to 1e-9 (a worker killed: $isKilled)",
    async ({ playbook, customers, isKilled }) => {
      const source = await badSample(join(folder, playbook), playbook, customers);
      const args = ["--playbook", playbook, "--source", source, "--as-of", asOf, "--no-words", "--no-notify"];
      const [here, there] = [join(folder, `${playbook}-duckdb`), join(folder, `${playbook}-spark`)];
      expect((await week(here, ...args)).exitCode).toBe(0);
      let isDead = !isKilled;
      onLine((line) => {
        // in the middle: the newest week's features are being made
        if (isDead || !/visits_numbered/.test(line)) return;
        isDead = true;
        cluster.killWorker(0);
      });
      const run = await week(there, ...args, "--engine", "spark");
      expect(run.error).toBeUndefined();
      expect(isDead).toBe(true);
      expect(run.log.some((line) => /spark\s+query \d+\s+score/.test(line))).toBe(true);
      const { cells, rows, different } = await compared(here, there);
      expect(different.slice(0, 5)).toEqual([]);
      expect(rows).toBeGreaterThan(customers);
      const note = `${cells} cells of ${rows} rows`;
      if (isKilled)
        record("faults", {
          what: "a Spark worker killed in the middle: marts equal to DuckDB's",
          tried: 1,
          held: 1,
          note,
        });
    },
  );

  // the full form runs its whole week
  it.runIf(isQuick)("stages saas and makes its features as DuckDB does, row by row to 1e-9", async () => {
    const source = await badSample(join(folder, "saas"), "saas", 150);
    writeFileSync(join(source, "usage", "3.csv"), longCsv());
    const settings = sparkSettings(process.env, { warehouse: join(folder, "saas.duckdb"), playbook: "saas" });
    const [here, there] = [duckdbEngine(await connect()), await openEngine(await connect(), settings, () => undefined)];
    try {
      const [mine, theirs] = [await features(here, source), await features(there, source)];
      expect(theirs.ingested).toEqual(mine.ingested);
      expect(theirs.staged).toEqual(mine.staged);
      expect(differences("customer_week", mine.rows, theirs.rows)).toEqual([]);
      expect(mine.rows.length).toBeGreaterThan(300);
    } finally {
      await there.close();
    }
  });
});

/** A sample whose tables have further files, with every kind of flaw. */
async function badSample(dir: string, playbook: "aftersales" | "saas", customers: number): Promise<string> {
  await sampleFiles(dir, { playbook, customers, asOf });
  for (const file of readdirSync(dir).filter((name) => name.endsWith(".parquet"))) {
    const table = join(dir, file.replace(".parquet", ""));
    mkdirSync(table);
    renameSync(join(dir, file), join(table, "1.parquet"));
  }
  return badLake(dir, playbook);
}

/** 14 MB, which several tasks read, with flaws from the first line to the last; keys come again, in this file and the first. */
function longCsv(): string {
  const flaws = ["soon", "2026/3/5", "", "1850-01-01"];
  const lines = Array.from({ length: 9000 }, (_, i) => {
    const day = i % 50 ? `2026-02-${String(1 + (i % 28)).padStart(2, "0")}` : flaws[(i / 50) % 4]!;
    return `c${1 + (i % 160)},u${i % 71},${day},${i % 97 ? i % 5 : -1},${"…note".repeat(200)}`;
  });
  return ["customer_id,user_id,date,events,note", ...lines].join("\n");
}

async function features(engine: Engine, source: string) {
  const told: string[] = [];
  const cluster = { engine, leastCsvBytes: 1 << 20, log: (line: string) => void told.push(line) };
  const ingested = await ingest(engine.connection, { source, playbook: saas, asOf, cluster });
  const present = ingested.tables.map(({ name }) => name);
  // a person to be forgotten, of tables that lie here and there
  for (const table of ["customers", "usage", "tickets"]) await engine.remove(`staging.${table}`, "customer_id = 'c2'");
  const weeks = ["2026-05-04", "2026-06-22", asOf].map((week) => ({ asOf: week, withLost: week === asOf }));
  await buildFeatures(engine, "customer_week", weeks, { present, playbook: saas, isFlat: false });
  await engine.bring("customer_week");
  const found = await rows<Row>(engine.connection, "select * from customer_week order by as_of, customer_id");
  expect(told.join("\n")).not.toContain("usage/3.csv");
  return { ingested, staged: await stagedRows(engine.connection, saas), rows: found };
}

type Row = Readonly<Record<string, unknown>>;

/** Every table of two warehouses, cell by cell; clock times lie in `run_clock` alone. */
async function compared(one: string, other: string): Promise<{ rows: number; cells: number; different: string[] }> {
  const [a, b] = [await tables(one), await tables(other)];
  expect([...b.keys()]).toEqual([...a.keys()]);
  const different: string[] = [];
  let [rows, cells] = [0, 0];
  for (const [name, mine] of a) {
    different.push(...differences(name, mine, b.get(name)!));
    rows += mine.length;
    cells += mine.length * Object.keys(mine[0] ?? {}).length;
  }
  return { rows, cells, different };
}

function differences(name: string, mine: readonly Row[], theirs: readonly Row[]): string[] {
  const found = mine.flatMap((row, i) =>
    Object.entries(row)
      .filter(([column, value]) => !isClose(value, theirs[i]?.[column]))
      .map(([column, value]) => `${name}.${column}, row ${i}: ${String(value)} and ${String(theirs[i]?.[column])}`),
  );
  return theirs.length === mine.length ? found : [`${name}: ${mine.length} rows and ${theirs.length}`, ...found];
}

const tables = (dir: string): Promise<Map<string, Row[]>> =>
  inWarehouse(dir, async (select) => {
    const names = await select<{ name: string }>(
      "select table_name as name from duckdb_tables() where table_name != 'run_clock' order by name",
    );
    const found = new Map<string, Row[]>();
    for (const { name } of names) {
      const columns = await select<{ name: string; type: string }>(
        `select column_name as name, column_type as type from (describe "${name}")`,
      );
      // what is no fraction puts the rows of both in the same order
      const keys = columns
        .filter(({ type }) => type !== "DOUBLE" && type !== "JSON")
        .map((column) => `"${column.name}"`);
      found.set(name, await select<Row>(`select * from "${name}" order by ${keys.join(", ")}`));
    }
    return found;
  });

/** Numbers to 1e-9, relative above 1; numbers within JSON alike. */
function isClose(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  if (typeof a === "string" && typeof b === "string" && /^[[{]/.test(a) && /^[[{]/.test(b))
    return isClose(JSON.parse(a), JSON.parse(b));
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isClose((a as Row)[key], (b as Row)[key]));
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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
    vi.stubEnv("HOLDFAST_SPARK_STORE", join(folder, "store"));
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
      const source = await sampleFiles(join(folder, playbook), { playbook, customers, asOf });
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
});

type Row = Readonly<Record<string, unknown>>;

/** Every table of two warehouses, cell by cell; clock times lie in `run_clock` alone. */
async function compared(one: string, other: string): Promise<{ rows: number; cells: number; different: string[] }> {
  const [a, b] = [await tables(one), await tables(other)];
  expect([...b.keys()]).toEqual([...a.keys()]);
  const different: string[] = [];
  let [rows, cells] = [0, 0];
  for (const [name, mine] of a) {
    const theirs = b.get(name)!;
    if (theirs.length !== mine.length) different.push(`${name}: ${mine.length} rows and ${theirs.length}`);
    rows += mine.length;
    for (const [i, row] of mine.entries())
      for (const [column, value] of Object.entries(row)) {
        cells += 1;
        const found = theirs[i]?.[column];
        if (!isClose(value, found))
          different.push(`${name}.${column}, row ${i}: ${String(value)} and ${String(found)}`);
      }
  }
  return { rows, cells, different };
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

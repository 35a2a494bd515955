/**
 * Two whole weeks from a real PostgreSQL server that holds the after-sales sample, 20,000 owners and 1.5 million rows:
 * npx tsx bench/postgres.ts [CUSTOMERS]
 *
 * Starts a server of its own in a temporary folder (`initdb` and `postgres` on the path or below /usr/lib/postgresql) and
 * fills it as the business stood a week before the newest day. The first run reads everything, from the cursor to the
 * swapped-in site; then the last week's rows come in, and the next run asks for the newer ones only. Each run is a process
 * of its own; the server's own work is not in its processor time. Afterwards `npm run build` finds the page data of this run.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { addDays } from "../loaders/calendar.js";
import { execute, rows } from "../loaders/query.js";
import { makeSample } from "../loaders/sources/sample/makeSample.js";
import { quoteLiteral } from "../loaders/sqlText.js";
import { postgresPrograms, startPostgres, type PostgresServer } from "../test/support/postgresServer.js";
import { machine, weeklyRun } from "./weeklyRun.js";

const customers = Number(process.argv[2] ?? 20_000);
const asOf = "2026-06-29";
const weekBefore = addDays(asOf, -7);

/** The day on which a row came to be known. */
const bornOn: Readonly<Record<string, string>> = {
  customers: "started_on",
  visits: "date",
  app_activity: "date",
  tickets: "opened_at::date",
  touches: "date",
  interventions: "assigned_on",
};

if (!postgresPrograms()) throw new Error("no PostgreSQL on this machine; install it, then run again");
const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
// the server reads the files as a user of its own
chmodSync(folder, 0o755);
const server = await startPostgres();
try {
  const tables = await fill(server);
  console.log(machine());
  await week("first run, everything read", weekBefore);
  for (const table of tables)
    if (bornOn[table])
      await server.run(`insert into ${table} select * from whole.${table} where ${bornOn[table]} > '${weekBefore}'`);
  await server.run("analyze");
  await week("next week, newer rows read", asOf);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The sample, whole in a schema of its own, and as it stood a week before in the one that is read. */
async function fill({ run }: PostgresServer): Promise<string[]> {
  const dir = join(folder, "sample");
  const made = await makeSample({ playbook: "aftersales", customers, seed: 1, asOf, dir, withTruth: false });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await run("create schema whole");
  const tables = Object.keys(made.tables);
  for (const table of tables) {
    const [parquet, csv] = [join(dir, `${table}.parquet`), join(folder, `${table}.csv`)];
    await execute(connection, `copy (from ${quoteLiteral(parquet)}) to ${quoteLiteral(csv)} (header)`);
    const columns = await rows<{ column_name: string; column_type: string }>(
      connection,
      `select column_name, column_type from (describe from ${quoteLiteral(parquet)})`,
    );
    const written = columns.map(({ column_name, column_type }) => `"${column_name}" ${postgresType(column_type)}`);
    await run(`create table whole.${table} (${written.join(", ")})`);
    await run(`copy whole.${table} from ${quoteLiteral(csv)} csv header`);
    const born = bornOn[table];
    const known = born ? `where ${born} is null or ${born} <= '${weekBefore}'` : "";
    await run(`create table ${table} as select * from whole.${table} ${known}`);
  }
  await run("analyze");
  connection.closeSync();
  instance.closeSync();
  return tables;
}

function postgresType(type: string): string {
  if (/INT/.test(type)) return "bigint";
  return { VARCHAR: "text", DOUBLE: "double precision", FLOAT: "real" }[type] ?? type;
}

/** From the cursor to the site. */
async function week(name: string, day: string): Promise<void> {
  const source = ["--playbook", "aftersales", "--source", server.address(), "--as-of", day];
  const places = ["--warehouse", join(folder, "week.duckdb"), "--out", join(folder, "site")];
  const run = await weeklyRun([...source, ...places, "--no-notify"]);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const steps = Object.entries(run.steps).map(([step, ms]) => `${step} ${seconds(ms)}`);
  console.log(
    `${name}: ${run.rows["ingest"]?.toLocaleString("en")} rows, ${run.customers.toLocaleString("en")} customers, ` +
      `${seconds(run.ms)}, processor ${run.cpuSeconds.toFixed(1)} s, peak ${(run.peakBytes / 2 ** 30).toFixed(2)} GiB, ` +
      `load before ${run.load.toFixed(1)}\n  ${steps.join(", ")}`,
  );
}

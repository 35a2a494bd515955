/**
 * A week from a real PostgreSQL server: 100,000 vehicle owners, 1,000,000 visits over four years, read through the cursor:
 * npx tsx bench/postgres.ts
 *
 * Starts a server of its own in a temporary folder (`initdb` and `postgres` on the path or below /usr/lib/postgresql),
 * fills it by SQL, and reads it twice as a weekly run does: everything, then only the newer rows. Time and peak memory are
 * those of a reading process of its own, start to end.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ingest } from "../loaders/sources/ingest.js";
import { openWorkspace } from "../loaders/workspace.js";
import { aftersales } from "../src/playbooks/aftersales.js";
import { postgresPrograms, startPostgres } from "../test/support/postgresServer.js";

const customers = 100_000;
const visitsEach = 10;

/** Owners who wait long and rate low leave earlier; nobody visits after leaving. */
const fill = `
create table customers as
select 'c' || i as customer_id, 'Owner ' || i as name, 'R' || i % 12 as region,
  date '2026-06-29' - (400 + i * 7919 % 1800)::int as started_on, 1000 + i * 104729 % 9000 as remaining_ltv,
  1 + i % 3 as expected_visits_per_year, (i * 31 % 100) / 100.0 as mood,
  case when i * 31 % 100 < 45 and i % 5 < 3 then date '2026-06-29' - (i * 6007 % 700)::int end as ended_on
from generate_series(1, ${customers}::bigint) as i;
create table visits as
select 'v' || c.customer_id || '-' || j as visit_id, c.customer_id, v.date, 200 + (v.h % 900) as spend,
  (20 + v.h % 40 + 80 * (1 - c.mood))::int as wait_minutes, greatest(1, least(5, (1 + 4 * c.mood + v.h % 3 - 1)::int)) as satisfaction,
  (array['maintenance', 'repair', 'tyres', 'bodywork'])[1 + (v.h % 4)::int] as kind, v.date + 180 as next_due_on
from customers c cross join generate_series(1, ${visitsEach}) as j
cross join lateral (select abs(hashtext(c.customer_id || j)::bigint) as h, date '2026-06-29' - (abs(hashtext(j || c.customer_id)::bigint) % 1460)::int as date) as v
where c.ended_on is null or v.date <= c.ended_on;
alter table customers drop column mood;
create table service_kinds as select * from (values ('maintenance', true), ('repair', false), ('tyres', false), ('bodywork', false)) as t (kind, is_core);
analyze;`;

const [mode, address, into] = process.argv.slice(2);
if (mode === "read") await read(address!, into!);
else await bench();

async function bench(): Promise<void> {
  if (!postgresPrograms()) throw new Error("no PostgreSQL on this machine; install it, then run again");
  const server = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  try {
    await server.run(fill);
    console.log(`${cpus().length} processors (${cpus()[0]?.model.trim()}), load ${loadavg()[0]!.toFixed(1)}`);
    await measure("everything read", server.address(), folder);
    await measure("only newer rows read", server.address(), folder);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Result {
  readonly rows: number;
  readonly customers: number;
  readonly peak: number;
}

/** Reads in a process of its own, so that memory and time are the run's alone. */
async function measure(name: string, server: string, folder: string): Promise<void> {
  const start = performance.now();
  const args = ["--import", "tsx", fileURLToPath(import.meta.url), "read", server, folder];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((done) => child.on("close", done));
  if (code !== 0) throw new Error(`reading ended with ${String(code)}`);
  const { rows, customers: owners, peak } = JSON.parse(said) as Result;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const [count, own] = [rows.toLocaleString("en"), owners.toLocaleString("en")];
  console.log(`${name}: ${count} rows, ${own} customers, in ${seconds} s, peak ${Math.round(peak / 1024)} MiB`);
}

/** In the child: what a weekly run does up to the audit. */
async function read(address: string, into: string): Promise<void> {
  const workspace = await openWorkspace(join(into, "week.duckdb"));
  const options = { source: address, playbook: aftersales, cache: join(into, "kept") };
  const { tables } = await ingest(workspace.connection, options);
  const rows = tables.reduce((sum, table) => sum + table.accepted, 0);
  const accepted = tables.find(({ name }) => name === "customers")!.accepted;
  workspace.close();
  const peak = process.resourceUsage().maxRSS;
  console.log(JSON.stringify({ rows, customers: accepted, peak }));
}

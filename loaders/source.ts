import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunInfo } from "../src/pageData.js";
import { previousWeekday } from "./calendar.js";
import type { Engine } from "./engines/engine.js";
import { dropForgotten } from "./forget/dropForgotten.js";
import { codeHash } from "./identity.js";
import type { Options } from "./options.js";
import { row } from "./query.js";
import { ingest, type IngestResult } from "./sources/ingest.js";
import { makeSample } from "./sources/sample/makeSample.js";
import type { SamplePlaybook } from "./sources/sample/world.js";

/** The Monday that samples end at unless `--as-of` says otherwise: fixed, so that a sample is the same every day. */
const sampleAsOf = "2026-06-29";

export interface Input {
  readonly kind: RunInfo["source"];
  /** Runs of one lineage build on each other's history. */
  readonly lineage: string;
  readonly asOf: string;
  readonly ingested: IngestResult;
  readonly present: readonly string[];
}

/** Reads the source into schema `staging`; tables that are absent exist there too, empty. */
export async function ingestSource(
  engine: Engine,
  options: Options,
  { today, log }: { today: string; log: (line: string) => void },
): Promise<Input> {
  const { connection } = engine;
  const isSample = options.source === "sample";
  const source = isSample ? await sampleFolder(options) : options.source;
  const { playbook, mapping } = options;
  const asOf = isSample ? (options.asOf ?? sampleAsOf) : options.asOf;
  const cache = `${options.warehouse}.source`;
  const cluster = { engine, log };
  const read = await ingest(connection, { source, mapping, playbook, asOf, cache, isFull: options.isFull, cluster });
  const ingested = await dropForgotten(engine, read);
  const kind = isSample ? "sample" : ingested.flat ? "flat" : "tables";
  return {
    kind,
    lineage: isSample ? `${playbook.id}-sample-${options.customers}-${options.seed}` : `${playbook.id}-${kind}`,
    // a flat table without dates is looked at from today
    asOf: ingested.asOf ?? previousWeekday(today, playbook.cadence.weekday),
    ingested,
    present: ingested.tables.map(({ name }) => name),
  };
}

/** Makes the sample once: the same options and code give the same files. */
async function sampleFolder({ playbook, customers, seed, asOf = sampleAsOf }: Options): Promise<string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const dir = resolve(root, "data/sample", `${playbook.id}-${customers}-${seed}-${asOf}`);
  const stamp = join(dir, ".code");
  const code = codeHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === code) return dir;
  const part = `${dir}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  try {
    await makeSample({ playbook: playbook.id as SamplePlaybook, customers, seed, asOf, dir: part });
    writeFileSync(join(part, ".code"), code);
    rmSync(dir, { recursive: true, force: true });
    renameSync(part, dir);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return dir;
}

/** First day with data: of events where there are any, else of the first customer. Look-back is counted from here. */
export async function oldestDate(connection: DuckDBConnection, present: readonly string[]): Promise<string | null> {
  const dated: Record<string, string> = {
    visits: "date",
    usage: "date",
    app_activity: "date",
    tickets: "opened_at::date",
  };
  const events = Object.entries(dated).filter(([table]) => present.includes(table));
  const parts = events.map(([table, column]) => `select min(${column}) as day from staging.${table}`);
  const sql = parts.length ? parts.join(" union all ") : "select min(started_on) as day from staging.customers";
  return (await row<{ day: string | null }>(connection, `select min(day)::varchar as day from (${sql})`)).day;
}
